// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import org.jspecify.annotations.Nullable;

/// How a delivered event, or a start, ended in a sandbox.
sealed interface Outcome {

  /// The runtime answered; for a start, the runtime is ready.
  @SuppressWarnings("ArrayRecordComponent") // a payload is passed along and never compared
  record Answered(byte[] payload) implements Outcome {}

  /// The runtime reported an error.
  ///
  /// @param errorType the runtime's own, such as `Runtime.UserException`
  /// @param payload `{"errorMessage","errorType","stackTrace"}`
  /// @param xrayCause the exceptions for X-Ray, if it sent them
  @SuppressWarnings("ArrayRecordComponent") // a payload is passed along and never compared
  record Failed(String errorType, byte[] payload, @Nullable String xrayCause) implements Outcome {}

  /// The process ended instead.
  ///
  /// @param status as the operating system gives it, 128 and more for a signal
  /// @param outOfMemory whether we ended it, because it held more memory than its function may
  record Exited(int status, boolean outOfMemory) implements Outcome {
    Exited(int status) {
      this(status, false);
    }

    String errorType() {
      return outOfMemory ? Errors.OUT_OF_MEMORY : Errors.EXITED;
    }
  }

  /// The time was up first.
  record TimedOut() implements Outcome {}
}
