// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.PlatformWaits;
import java.time.Duration;
import java.time.Instant;

/// What happens to an asynchronous event after a try.
///
/// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html: a function
/// error is tried again after one minute, then after two; a throttle after one second, doubling up
/// to five minutes, for as long as the event is young enough. A function with no concurrency at all
/// gives its events up at once
/// (https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html).
///
/// **Differs:** a failure of the platform itself is tried again like a function error; Lambda goes
/// on trying for hours, as after a throttle, since its own failures pass.
final class AsyncPolicy {
  static final String SUCCESS = "Success";
  static final String EXHAUSTED = "RetriesExhausted";
  static final String TOO_OLD = "EventAgeExceeded";
  static final String NO_CONCURRENCY = "ZeroReservedConcurrency";
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  private static final Duration SECOND_RETRY = Duration.ofMinutes(2);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
  private static final int DOUBLINGS = 9;
  private static final int PLATFORM_FAILED = 500;

  private final PlatformWaits waits;

  AsyncPolicy(PlatformWaits waits) {
    this.waits = waits;
  }

  /// Whether the event has been kept for as long as it may be.
  boolean isTooOld(AsyncEvent event, Instant now) {
    var age = Duration.between(event.accepted(), now);
    return age.compareTo(waits.of(event.target().async().maxAge())) > 0;
  }

  /// What the result of a try means for the event.
  Next after(AsyncEvent event, InvocationResult result, Instant now) {
    return switch (result) {
      case InvocationResult.Answered _ -> new Next.Done(event.afterAttempt(now), SUCCESS);
      case InvocationResult.FunctionError _ -> afterError(event, now);
      case InvocationResult.Throttled _ -> afterThrottle(event, now);
      case InvocationResult.Refused refused
          when refused.status() >= PLATFORM_FAILED || refused.isOfSnapshot() ->
          afterError(event, now);
      case InvocationResult.Refused _ -> new Next.Done(event, EXHAUSTED);
    };
  }

  private Next afterError(AsyncEvent event, Instant now) {
    var wait = event.attempts() == 0 ? FIRST_RETRY : SECOND_RETRY;
    var tried = event.afterAttempt(now.plus(waits.of(wait)));
    return event.attempts() >= event.target().async().maxRetries()
        ? new Next.Done(tried, EXHAUSTED)
        : new Next.Again(tried);
  }

  private Next afterThrottle(AsyncEvent event, Instant now) {
    var reserved = event.target().version().function().limits().reservedConcurrency();
    if (reserved != null && reserved == 0) {
      return new Next.Done(event, NO_CONCURRENCY);
    }
    var seconds = 1L << Math.min(event.throttles(), DOUBLINGS);
    var wait = Duration.ofSeconds(Math.min(seconds, LONGEST_BACKOFF.toSeconds()));
    return new Next.Again(event.afterThrottle(now.plus(waits.of(wait))));
  }

  /// What is next for an event.
  sealed interface Next {
    /// To be tried again when due.
    record Again(AsyncEvent event) implements Next {}

    /// At its end.
    ///
    /// @param condition [#SUCCESS], or why it was given up
    record Done(AsyncEvent event, String condition) implements Next {}
  }
}
