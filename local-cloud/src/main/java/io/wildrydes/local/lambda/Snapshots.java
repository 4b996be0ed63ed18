// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/// What stands for SnapStart's snapshots here: for each version one process that has initialised,
/// run its `beforeCheckpoint` hooks and waits to be restored. Taking it starts the next.
///
/// See https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html. **Differs:** on AWS all
/// environments share what one initialisation produced; here each has initialised by itself.
/// Thread-safe.
final class Snapshots {
  private static final Duration LEAST_LIMIT = Duration.ofSeconds(130);

  /// The next process starts when the invocation that took this one has likely been answered, so
  /// that the two do not compete for the processor.
  private static final Duration HEAD_START = Duration.ofMillis(300);

  private final SandboxStarter starter;
  private final Executor background;
  private final Map<FunctionVersion, CompletableFuture<Parked>> parked = new ConcurrentHashMap<>();
  private final Runnable readiness;
  private volatile boolean closed;

  /// @param background runs what may block
  /// @param readiness told each time that a process has come to wait, or failed to
  Snapshots(SandboxStarter starter, Executor background, Runnable readiness) {
    this.starter = starter;
    this.background = background;
    this.readiness = readiness;
  }

  /// Starts a process for the version, unless one is waiting already.
  void prepare(FunctionVersion version) {
    var next = new CompletableFuture<Parked>();
    if (closed || parked.putIfAbsent(version, next) != null) {
      return;
    }
    background.execute(() -> {
      try {
        next.complete(park(version));
      } catch (RuntimeException e) {
        next.completeExceptionally(e); // thrown again by take
      }
      readiness.run();
    });
  }

  /// Whether [#take] would not wait; if it would, a process is on its way from now on.
  boolean isReady(FunctionVersion version) {
    prepare(version);
    var next = parked.get(version);
    return next == null || next.isDone();
  }

  /// The waiting process, or how its start failed. Waits for a start under way.
  Parked take(FunctionVersion version) throws InterruptedException {
    prepare(version);
    var waiting = parked.remove(version);
    boolean stale = waiting != null && waiting.isDone();
    try {
      var taken = waiting == null ? park(version) : waiting.get();
      background.execute(() -> prepareAfter(version));
      boolean died = taken.outcome() instanceof Outcome.Answered && !taken.live().isAlive();
      boolean refused = stale && !taken.live().hasProcess();
      return died || refused ? park(version) : taken;
    } catch (ExecutionException e) {
      throw new IllegalStateException("no process could be started for " + version.name(), e);
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
    var old = parked.remove(version);
    if (old != null) {
      var _ = old.thenAccept(waiting -> waiting.live().process().kill());
    }
  }

  /// Ends all waiting processes; no new ones are started.
  void close() {
    closed = true;
    for (var start : parked.values()) {
      var _ = start.thenAccept(waiting -> waiting.live().process().kill());
    }
  }

  private Parked park(FunctionVersion version) {
    var log = starter.newLog(version);
    log.write(PlatformLines.initStart(starter.region()));
    var live = starter.start(version, log);
    try {
      var outcome = live.sandbox().awaitParked(limit(version));
      if (outcome instanceof Outcome.Exited && starter.lostItsCache(version)) {
        live = starter.start(version, log);
        outcome = live.sandbox().awaitParked(limit(version));
      }
      live.process().drain();
      if (outcome instanceof Outcome.Answered) {
        starter.trainCache(version);
      } else {
        report(live, outcome);
        live.process().kill();
      }
      if (closed) {
        live.process().kill();
      }
      return new Parked(live, outcome);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      live.process().kill();
      return new Parked(live, new Outcome.TimedOut());
    }
  }

  private void report(LiveSandbox live, Outcome outcome) {
    if (!closed) { // else it has not failed, we have ended it
      var duration = Duration.between(live.started(), starter.now());
      live.log().write(PlatformLines.initReport(duration, "init", outcome));
    }
  }

  private static Duration limit(FunctionVersion version) {
    var timeout = version.function().limits().timeout();
    return timeout.compareTo(LEAST_LIMIT) > 0 ? timeout : LEAST_LIMIT;
  }

  /// @param outcome [Outcome.Answered] when it can be restored
  record Parked(LiveSandbox live, Outcome outcome) {}
}
