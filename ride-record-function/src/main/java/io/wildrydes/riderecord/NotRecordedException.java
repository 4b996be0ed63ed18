// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import org.jspecify.annotations.Nullable;

/// A ride was not recorded, as far as is known: the caller or the queue may try again.
final class NotRecordedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final boolean isPassing;

  private NotRecordedException(
      String reason, String detail, boolean isPassing, @Nullable Throwable cause) {
    super("ride not recorded: " + reason + ", " + detail, cause);
    this.reason = reason;
    this.isPassing = isPassing;
  }

  static NotRecordedException withoutATry() {
    return new NotRecordedException("no time left", "no try was made", true, null);
  }

  static NotRecordedException interrupted(InterruptedException e) {
    return new NotRecordedException("interrupted", "the environment is stopping", true, e);
  }

  /// Gives a ride up after its last try.
  ///
  /// @param reason constant text
  static NotRecordedException after(int tries, Outcome.Failed last, String reason) {
    var trouble = last.trouble();
    return new NotRecordedException(
        reason,
        "try %d ended with: %s".formatted(tries, trouble.summary()),
        trouble.isPassing(),
        last.cause());
  }

  String reason() {
    return reason;
  }

  /// Whether a later call may go better.
  boolean isPassing() {
    return isPassing;
  }
}
