// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

/// What became of an invocation.
public sealed interface InvocationResult {

  /// The function's answer.
  @SuppressWarnings("ArrayRecordComponent") // a payload is passed along and never compared
  record Answered(byte[] payload, Execution execution) implements InvocationResult {}

  /// The function, or its runtime, failed; what AWS marks with `X-Amz-Function-Error: Unhandled`.
  ///
  /// @param payload `{"errorMessage","errorType",...}`
  @SuppressWarnings("ArrayRecordComponent") // a payload is passed along and never compared
  record FunctionError(byte[] payload, Execution execution) implements InvocationResult {}

  /// No environment was free and none could be added.
  ///
  /// @param reason AWS's word for the limit that was reached
  record Throttled(String reason) implements InvocationResult {}

  /// The request was not acceptable (no such function, payload too large or not JSON), or there was
  /// no snapshot, or the environment could not be restored from it.
  record Refused(int status, String code, String message) implements InvocationResult {
    /// Whether the same request may succeed with another environment.
    boolean isOfSnapshot() {
      return switch (code) {
        case Errors.NOT_RESTORED, Errors.RESTORE_TIMED_OUT, Errors.NOT_INITIALISED -> true;
        default -> false;
      };
    }
  }

  /// How an invocation ran.
  ///
  /// @param executedVersion the version behind the alias
  /// @param logTail the last 4 KB the invocation wrote to the log
  record Execution(String requestId, String executedVersion, String logTail) {}
}
