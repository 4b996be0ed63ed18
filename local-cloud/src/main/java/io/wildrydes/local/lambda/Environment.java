// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One execution environment: opened by the first invocation placed in it, then reused.
///
/// Opening follows https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: at
/// most 10 s to initialise; an initialisation that fails is tried again within the invocation, on
/// the function's own time. Under SnapStart opening restores a waiting process instead, within 10
/// s. Thread-safe.
final class Environment {
  private final FunctionVersion version;
  private final SandboxStarter starter;
  private final Snapshots snapshots;
  private final InstantSource clock;
  private final AtomicBoolean opening = new AtomicBoolean();
  private final CompletableFuture<Opened> opened = new CompletableFuture<>();
  private volatile @Nullable LiveSandbox live;
  private volatile boolean stopped;

  Environment(
      FunctionVersion version, SandboxStarter starter, Snapshots snapshots, InstantSource clock) {
    this.version = version;
    this.starter = starter;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /// Opens the environment, or waits for the caller who does.
  ///
  /// @return for the opener with the cold start; for all others without
  Opened open() throws InterruptedException {
    if (!opening.compareAndSet(false, true)) {
      return awaitOpened().forLaterInvocations();
    }
    Opened result = null;
    try {
      result = version.startsFromSnapshot() ? restore() : init();
      return result;
    } finally {
      if (result == null) {
        opened.completeExceptionally(new IllegalStateException("opening was interrupted"));
      } else {
        opened.complete(result);
      }
      if (stopped) {
        kill();
      }
    }
  }

  /// Starts a second process after a failed initialisation; for the opener only.
  Opened reopen(LogStream log, Duration limit) throws InterruptedException {
    starter.makeWay(version);
    var fresh = starter.start(version, log);
    live = fresh;
    var outcome = fresh.sandbox().awaitReady(limit);
    return new Opened(fresh, outcome, null);
  }

  boolean isAlive() {
    var current = live;
    return current != null && current.isAlive();
  }

  void kill() {
    stopped = true;
    var current = live;
    if (current != null) {
      current.process().kill();
    }
  }

  /// Ends the process politely; returns when it is gone.
  void stop() throws InterruptedException {
    stopped = true;
    var current = live;
    if (current != null) {
      current.stop();
    }
  }

  private Opened awaitOpened() throws InterruptedException {
    try {
      return opened.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("environment of " + version.name() + " did not open", e);
    }
  }

  private Opened init() throws InterruptedException {
    var log = starter.newLog(version);
    starter.makeWay(version);
    log.write(PlatformLines.initStart(starter.region()));
    var started = starter.start(version, log);
    live = started;
    var outcome = started.sandbox().awaitReady(version.initLimit());
    if (outcome instanceof Outcome.Exited && starter.lostItsCache(version)) {
      started = starter.start(version, log);
      live = started;
      outcome = started.sandbox().awaitReady(version.initLimit());
    }
    var ended = clock.instant();
    started.process().drain();
    if (outcome instanceof Outcome.Answered) {
      starter.trainCache(version);
    } else {
      var duration = Duration.between(started.started(), ended);
      log.write(PlatformLines.initReport(duration, "init", outcome));
      started.process().kill();
    }
    var start = new LambdaEvent.ColdStart(false, started.started(), ended);
    return new Opened(started, outcome, start);
  }

  private Opened restore() throws InterruptedException {
    var parked = snapshots.take(version);
    if (!(parked.outcome() instanceof Outcome.Answered)) {
      return new Opened(parked.live(), parked.outcome(), null); // not ours: it may still start
    }
    live = parked.live();
    var log = parked.live().log();
    log.write(PlatformLines.restoreStart(starter.region()));
    var started = clock.instant();
    parked.live().sandbox().restore();
    var outcome = parked.live().sandbox().awaitReady(version.initLimit());
    var ended = clock.instant();
    parked.live().process().drain();
    log.write(PlatformLines.restoreReport(Duration.between(started, ended), outcome));
    if (!(outcome instanceof Outcome.Answered)) {
      parked.live().process().kill();
      return new Opened(parked.live(), Errors.restore(outcome), null);
    }
    return new Opened(parked.live(), outcome, new LambdaEvent.ColdStart(true, started, ended));
  }

  /// How opening went.
  ///
  /// @param outcome [Outcome.Answered] when the environment takes events
  /// @param start the cold start, for the invocation that caused it
  record Opened(LiveSandbox live, Outcome outcome, LambdaEvent.@Nullable ColdStart start) {
    boolean isReady() {
      return outcome instanceof Outcome.Answered;
    }

    /// Whether this invocation may try the failed initialisation again; a restore is not retried,
    /// and neither is a process that the system has just refused to start.
    boolean mayRetryInit() {
      return !isReady() && start != null && live.hasProcess();
    }

    Opened forLaterInvocations() {
      return new Opened(live, outcome, null);
    }
  }
}
