// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.aws.TraceHeader;
import java.time.Duration;

/// The port through which the gateway invokes functions.
@FunctionalInterface
public interface Functions {
  /// Invokes a function and waits for its end, no longer than the invocation's timeout. After that
  /// the function goes on, as on AWS, and nobody reads its answer.
  Result invoke(Invocation invocation) throws InterruptedException;

  /// One synchronous invocation.
  ///
  /// @param functionArn a function's, version's or alias's ARN
  /// @param payload the event as UTF-8 JSON
  /// @param trace the trace below which the function runs
  /// @param timeout how long the gateway waits
  @SuppressWarnings("ArrayRecordComponent") // passed along once and never compared
  record Invocation(String functionArn, byte[] payload, TraceHeader trace, Duration timeout) {}

  /// How an invocation ended.
  sealed interface Result {
    /// Lambda's request id.
    String requestId();

    /// The function returned.
    ///
    /// @param payload what it returned, as UTF-8 JSON
    @SuppressWarnings("ArrayRecordComponent") // read once and never compared
    record Success(String requestId, byte[] payload) implements Result {}

    /// The function failed: unhandled exception, timeout, crash.
    ///
    /// @param message what the error payload says, such as `Task timed out after 3.00 seconds`
    record FunctionError(String requestId, String message) implements Result {}

    /// Lambda refused for lack of concurrency.
    record Throttled(String requestId) implements Result {}

    /// Lambda refused for another reason, or has no such function.
    ///
    /// @param status what the Invoke API answered, such as 404
    /// @param reason for the access log; callers never see it
    record Failed(String requestId, int status, String reason) implements Result {}

    /// The function was still running when the gateway's time was up.
    record StillRunning(String requestId) implements Result {}
  }
}
