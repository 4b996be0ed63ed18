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
  private final Work work;
  private final Context context;
  private boolean reusable;

  InvocationRun(Environment environment, Work work, Context context) {
    this.environment = environment;
    this.work = work;
    this.context = context;
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
    log.write(PlatformLines.start(work.requestId(), work.target().version().number()));
    var started = now();
    var timeout = timeout();
    var start = opened.isReady() ? opened.start() : null;
    if (opened.mayRetryInit()) {
      opened = environment.reopen(log, timeout);
      if (!opened.isReady()) {
        reportRetriedInit(opened, started);
      }
    }
    var deadline = started.plus(timeout);
    var outcome = opened.isReady() ? deliver(opened, deadline) : opened.outcome();
    var phases = new LambdaEvent.Phases(work.arrived(), start, started, now());
    return conclude(opened, outcome, phases);
  }

  private void reportRetriedInit(Environment.Opened opened, Instant started) {
    opened.live().process().drain();
    var duration = Duration.between(started, now());
    opened.live().log().write(PlatformLines.initReport(duration, "invoke", opened.outcome()));
  }

  private Outcome deliver(Environment.Opened opened, Instant deadline) throws InterruptedException {
    var delivery =
        new Delivery(
            work.requestId(),
            work.target().invokedArn(),
            deadline,
            Tracing.functionHeader(work.trace()),
            work.request().clientContext(),
            work.request().payload());
    opened.live().process().peakMemoryMb(); // what stands when the process does not survive this
    return opened.live().sandbox().run(delivery, Duration.between(now(), deadline));
  }

  private InvocationResult conclude(
      Environment.Opened opened, Outcome outcome, LambdaEvent.Phases phases) {
    var process = opened.live().process();
    var log = opened.live().log();
    int usedMb = process.peakMemoryMb();
    boolean timedOut = outcome instanceof Outcome.TimedOut;
    if (timedOut && !context.shared()) {
      process.kill();
    }
    process.drain();
    reusable = opened.isReady() && !timedOut && environment.isAlive();
    var failure = failure(outcome);
    logPlatformError(log, outcome);
    log.write(PlatformLines.end(work.requestId()));
    boolean byItself = opened.isReady() && !(outcome instanceof Outcome.Exited) && !timedOut;
    log.write(PlatformLines.report(report(byItself ? null : outcome, phases, usedMb)));
    context.observer().observe(invoked(phases, failure));
    var execution =
        new InvocationResult.Execution(
            work.requestId(), work.target().version().number(), log.tail());
    return failure == null
        ? new InvocationResult.Answered(((Outcome.Answered) outcome).payload(), execution)
        : new InvocationResult.FunctionError(failure.payload(), execution);
  }

  private void logPlatformError(LogStream log, Outcome outcome) {
    var requestId = work.requestId();
    switch (outcome) {
      case Outcome.TimedOut _ -> log.write(PlatformLines.timedOut(now(), requestId, timeout()));
      case Outcome.Exited exited -> log.write(PlatformLines.exited(requestId, exited.status()));
      case Outcome.Answered _, Outcome.Failed _ -> {}
    }
  }

  private Outcome.@Nullable Failed failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered _ -> null;
      case Outcome.Failed failed -> failed;
      case Outcome.Exited exited -> Errors.exited(work.requestId(), exited.status());
      case Outcome.TimedOut _ -> Errors.timedOut(work.requestId(), timeout());
    };
  }

  private PlatformLines.Report report(
      @Nullable Outcome end, LambdaEvent.Phases phases, int usedMb) {
    int memoryMb = work.target().version().function().limits().memoryMb();
    boolean exceeded = end instanceof Outcome.Exited exited && exited.outOfMemory();
    return new PlatformLines.Report(
        work.requestId(),
        Duration.between(phases.invokeStarted(), phases.invokeEnded()),
        memoryMb,
        exceeded ? memoryMb : usedMb,
        phases.start(),
        end,
        work.trace());
  }

  private LambdaEvent.Invoked invoked(LambdaEvent.Phases phases, Outcome.@Nullable Failed failure) {
    return new LambdaEvent.Invoked(
        work.target().version().name(),
        work.target().invokedArn(),
        work.target().version().number(),
        work.requestId(),
        work.trace(),
        phases,
        failure == null
            ? null
            : new LambdaEvent.Failure(
                Errors.errorType(failure),
                new String(failure.payload(), StandardCharsets.UTF_8),
                failure.xrayCause()));
  }

  private Instant now() {
    return context.platform().now();
  }

  private Duration timeout() {
    return work.target().version().timeout();
  }

  /// What one invocation is.
  ///
  /// @param arrived when the caller asked
  record Work(
      Target target,
      InvocationRequest request,
      String requestId,
      LambdaEvent.Trace trace,
      Instant arrived) {}

  /// What all invocations share.
  ///
  /// @param shared whether environments serve several invocations at the same time
  record Context(Platform platform, InvocationObserver observer, boolean shared) {}
}
