// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// What stands for SnapStart's snapshots here: for each version one process that has initialised,
/// run its `beforeCheckpoint` hooks and waits to be restored. Taking it starts the next.
///
/// See https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html and, for how long initialising
/// may take, https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html.
/// **Differs:** on AWS all environments share what one initialisation produced, and a version whose
/// initialisation does not end is never published; here each has initialised by itself, so one that
/// takes long is told of, one that stands still gets a second process beside it, and when both do
/// invocations are refused as while AWS makes a snapshot anew. Thread-safe.
final class Snapshots {
  private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());
  private static final Duration LEAST_LIMIT = Duration.ofSeconds(130);

  /// The next process starts when the invocation that took this one has likely been answered, so
  /// that the two do not compete for the processor.
  private static final Duration HEAD_START = Duration.ofMillis(300);

  private static final Duration LOOK_PERIOD = Duration.ofSeconds(5);

  /// As long as an initialisation may take without SnapStart.
  private static final int LOOKS_UNTIL_TOLD = 2;

  /// A little longer than API Gateway waits.
  private static final int LOOKS_UNTIL_OVERDUE = 6;

  /// A JVM that waits for something uses less of a processor between two looks; one that is merely
  /// slow, because the machine is busy, more.
  private static final Duration STANDSTILL = Duration.ofMillis(20);

  private final SandboxStarter starter;
  private final Executor background;
  private final Map<FunctionVersion, SnapshotStart> starts = new ConcurrentHashMap<>();
  private final Set<FunctionVersion> slow = ConcurrentHashMap.newKeySet();
  private final Runnable readiness;
  private volatile boolean closed;

  /// @param background runs what may block
  /// @param readiness told each time that a process has come to wait, or failed to, or keeps
  ///   everybody waiting for too long
  Snapshots(SandboxStarter starter, Executor background, Runnable readiness) {
    this.starter = starter;
    this.background = background;
    this.readiness = readiness;
  }

  /// Starts a process for the version, unless one is waiting already or about to.
  ///
  /// @return whether it did
  boolean prepare(FunctionVersion version) {
    var start = new SnapshotStart(version);
    if (closed || starts.putIfAbsent(version, start) != null) {
      return false;
    }
    background.execute(() -> run(start));
    background.execute(() -> watch(start));
    return true;
  }

  /// Whether [#take] would not wait; if it would, a process is on its way from now on.
  boolean isReady(FunctionVersion version) {
    prepare(version);
    var start = starts.get(version);
    return start == null || start.hasEnded() || start.isOverdue();
  }

  /// The waiting process, or how its start failed. Waits for a start under way, but not for ever.
  Parked take(FunctionVersion version) throws InterruptedException {
    while (!closed) {
      boolean fresh = prepare(version);
      var start = starts.get(version);
      if (start == null) {
        continue; // another was faster
      }
      var taken = await(start);
      if (!start.hasEnded()) {
        return taken; // and leave it to go on
      }
      boolean mine = starts.remove(version, start);
      boolean useless =
          !taken.live().isAlive()
              && (taken.outcome() instanceof Outcome.Answered || !taken.live().hasProcess());
      if (mine && (fresh || !useless)) {
        background.execute(() -> prepareAfter(version));
        return taken;
      }
    }
    return park(new SnapshotStart(version)); // a process that is ended at once, too
  }

  private Parked await(SnapshotStart start) throws InterruptedException {
    try {
      return start.await();
    } catch (IllegalStateException e) {
      starts.remove(start.version(), start);
      throw e;
    }
  }

  private void prepareAfter(FunctionVersion version) {
    try {
      Thread.sleep(HEAD_START);
      prepare(version);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the version's waiting process, whether it waits already or not yet.
  void discard(FunctionVersion version) {
    var old = starts.remove(version);
    if (old != null) {
      old.discard();
    }
  }

  /// Ends all waiting processes; no new ones are started.
  void close() {
    closed = true;
    starts.values().forEach(SnapshotStart::discard);
  }

  private void run(SnapshotStart start) {
    try {
      var parked = park(start);
      start.ended(parked);
      if (parked.outcome() instanceof Outcome.Failed(var type, var _, var _)
          && type.equals(Errors.NOT_INITIALISED)) {
        starts.remove(start.version(), start); // the next invocation begins anew
      }
    } catch (RuntimeException e) {
      start.failed(e); // thrown again by take
    }
    readiness.run();
  }

  /// Tells of a start that takes long. One that works is waited for; beside one that stands still a
  /// second process is started, and when both do nobody waits any longer.
  private void watch(SnapshotStart start) {
    try {
      var before = Duration.ZERO;
      for (int looks = 1; !start.awaitEnd(LOOK_PERIOD); looks++) {
        var used = start.processorTime();
        boolean standsStill = used.minus(before).compareTo(STANDSTILL) < 0;
        before = used;
        if (looks >= LOOKS_UNTIL_TOLD) {
          reportSlow(start.version());
        }
        if (looks >= LOOKS_UNTIL_TOLD && standsStill && start.beginSecond()) {
          warn("function stands still while it initialises, trying once more", start.version());
          background.execute(() -> run(start));
        } else if (looks >= LOOKS_UNTIL_OVERDUE && standsStill && start.setOverdue()) {
          warn("function is not initialised, its invocations are refused", start.version());
          readiness.run();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void reportSlow(FunctionVersion version) {
    if (slow.add(version)) {
      warn("function takes long to initialise, its invocations wait", version);
    }
  }

  private void reportReady(FunctionVersion version) {
    if (slow.remove(version)) {
      log(System.Logger.Level.INFO, "function is initialised", version);
    }
  }

  private static void warn(String what, FunctionVersion version) {
    log(System.Logger.Level.WARNING, what, version);
  }

  private static void log(System.Logger.Level level, String what, FunctionVersion version) {
    LOG.log(level, what + " function=%s version=%s".formatted(version.name(), version.number()));
  }

  private Parked park(SnapshotStart start) {
    var version = start.version();
    var log = starter.newLog(version);
    log.write(PlatformLines.initStart(starter.region()));
    var live = starter.start(version, log);
    start.started(live);
    try {
      var outcome = live.sandbox().awaitParked(limit(version));
      if (outcome instanceof Outcome.Exited && starter.lostItsCache(version)) {
        live = starter.start(version, log);
        start.started(live);
        outcome = live.sandbox().awaitParked(limit(version));
      }
      live.process().drain();
      if (outcome instanceof Outcome.Answered) {
        starter.trainCache(version);
        reportReady(version);
      } else {
        report(start, live, outcome);
        live.process().kill();
      }
      return new Parked(
          live, outcome instanceof Outcome.TimedOut ? Errors.notInitialised() : outcome);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      live.process().kill();
      return new Parked(live, Errors.notInitialised());
    }
  }

  /// For a process that another has overtaken the time was up.
  private void report(SnapshotStart start, LiveSandbox live, Outcome outcome) {
    if (!start.isDiscarded() && !closed) { // else it has not failed, we have ended it
      var duration = Duration.between(live.started(), starter.now());
      var end = start.hasEnded() ? new Outcome.TimedOut() : outcome;
      live.log().write(PlatformLines.initReport(duration, "init", end));
    }
  }

  private static Duration limit(FunctionVersion version) {
    var timeout = version.function().limits().timeout();
    return timeout.compareTo(LEAST_LIMIT) > 0 ? timeout : LEAST_LIMIT;
  }

  /// @param outcome [Outcome.Answered] when it can be restored
  record Parked(LiveSandbox live, Outcome outcome) {}
}
