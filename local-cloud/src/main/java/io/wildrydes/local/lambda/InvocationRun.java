// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One invocation in one environment, from its `START` line to its `REPORT` line. Used once, by the
/// thread of the caller, who waits.
final class InvocationRun {
  private final Environment environment;
  private final Target target;
  private final InvocationRequest request;
  private final Identity identity;
  private final Platform platform;
  private final boolean shared;
  private final InvocationObserver observer;
  private boolean reusable;

  InvocationRun(
      Environment environment,
      Target target,
      InvocationRequest request,
      Identity identity,
      Context context) {
    this.environment = environment;
    this.target = target;
    this.request = request;
    this.identity = identity;
    this.platform = context.platform();
    this.shared = context.shared();
    this.observer = context.observer();
  }

  /// Whether the environment can serve another invocation.
  boolean leavesReusable() {
    return reusable;
  }

  /// Runs the invocation.
  ///
  /// @param first the environment as it opened, with the cold start if this invocation caused it
  InvocationResult run(Environment.Opened first) throws InterruptedException {
    var opened = first;
    var log = opened.live().log();
    log.beginTail();
    log.write(PlatformLines.start(identity.requestId(), target.version().number()));
    var started = platform.now();
    var timeout = target.version().function().limits().timeout();
    var start = opened.isReady() ? opened.start() : null;
    if (!opened.isReady() && opened.start() != null) {
      opened = environment.reopen(log, timeout);
      if (!opened.isReady()) {
        reportRetriedInit(opened, started);
      }
    }
    var deadline = started.plus(timeout);
    var outcome = opened.isReady() ? deliver(opened, deadline) : opened.outcome();
    var phases = new LambdaEvent.Phases(identity.arrived(), start, started, platform.now());
    return conclude(opened, outcome, phases);
  }

  private void reportRetriedInit(Environment.Opened opened, Instant started) {
    opened.live().process().drain();
    var duration = Duration.between(started, platform.now());
    opened.live().log().write(PlatformLines.initReport(duration, "invoke", opened.outcome()));
  }

  private Outcome deliver(Environment.Opened opened, Instant deadline) throws InterruptedException {
    var delivery =
        new Delivery(
            identity.requestId(),
            target.invokedArn(),
            deadline,
            Tracing.functionHeader(identity.trace()),
            request.clientContext(),
            request.payload());
    return opened.live().sandbox().run(delivery, Duration.between(platform.now(), deadline));
  }

  private InvocationResult conclude(
      Environment.Opened opened, Outcome outcome, LambdaEvent.Phases phases) {
    var process = opened.live().process();
    var log = opened.live().log();
    int usedMb = process.peakMemoryMb();
    boolean timedOut = outcome instanceof Outcome.TimedOut;
    if (timedOut && !shared) {
      process.kill();
    }
    process.drain();
    reusable = opened.isReady() && !timedOut && environment.isAlive();
    var failure = failure(outcome);
    logPlatformError(log, outcome);
    log.write(PlatformLines.end(identity.requestId()));
    log.write(PlatformLines.report(report(outcome, phases, usedMb)));
    observer.observe(invoked(phases, failure));
    var execution =
        new InvocationResult.Execution(identity.requestId(), target.version().number(), log.tail());
    return failure == null
        ? new InvocationResult.Answered(((Outcome.Answered) outcome).payload(), execution)
        : new InvocationResult.FunctionError(failure.payload(), execution);
  }

  private void logPlatformError(LogStream log, Outcome outcome) {
    var requestId = identity.requestId();
    switch (outcome) {
      case Outcome.TimedOut _ ->
          log.write(PlatformLines.timedOut(platform.now(), requestId, timeout()));
      case Outcome.Exited exited -> log.write(PlatformLines.exited(requestId, exited.status()));
      case Outcome.Answered _, Outcome.Failed _ -> {}
    }
  }

  private Outcome.@Nullable Failed failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered _ -> null;
      case Outcome.Failed failed -> failed;
      case Outcome.Exited exited -> Errors.exited(identity.requestId(), exited.status());
      case Outcome.TimedOut _ -> Errors.timedOut(identity.requestId(), timeout());
    };
  }

  private PlatformLines.Report report(Outcome outcome, LambdaEvent.Phases phases, int usedMb) {
    return new PlatformLines.Report(
        identity.requestId(),
        Duration.between(phases.invokeStarted(), phases.invokeEnded()),
        target.version().function().limits().memoryMb(),
        usedMb,
        phases.start(),
        outcome,
        identity.trace());
  }

  private LambdaEvent.Invoked invoked(LambdaEvent.Phases phases, Outcome.@Nullable Failed failure) {
    return new LambdaEvent.Invoked(
        target.version().name(),
        target.invokedArn(),
        target.version().number(),
        identity.requestId(),
        identity.trace(),
        phases,
        failure == null
            ? null
            : new LambdaEvent.Failure(
                Errors.errorType(failure),
                new String(failure.payload(), StandardCharsets.UTF_8),
                failure.xrayCause()));
  }

  private Duration timeout() {
    return target.version().function().limits().timeout();
  }

  /// What an invocation is known by.
  record Identity(String requestId, LambdaEvent.Trace trace, Instant arrived) {}

  /// What all invocations share.
  ///
  /// @param shared whether environments serve several invocations at the same time
  record Context(Platform platform, InvocationObserver observer, boolean shared) {}
}
