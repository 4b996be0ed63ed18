// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An order was given up for now: the platform's retries or a DLQ take over.
final class DeliveryFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final @Nullable Integer status;

  private DeliveryFailedException(
      String reason, String detail, @Nullable Integer status, @Nullable Throwable cause) {
    super("order not delivered: " + reason + ", " + detail, cause);
    this.reason = reason;
    this.status = status;
  }

  static DeliveryFailedException withoutATry() {
    return new DeliveryFailedException("no time left", "no try was made", null, null);
  }

  static DeliveryFailedException interrupted(InterruptedException e) {
    return new DeliveryFailedException("interrupted", "the environment is stopping", null, e);
  }

  /// Gives an order up after its last try.
  ///
  /// @param reason constant text, for queries
  static DeliveryFailedException after(int tries, Outcome last, String reason) {
    var detail =
        "try %d ended with: %s%s"
            .formatted(
                tries, last.summary(), last.status().map(status -> ", " + status).orElse(""));
    return new DeliveryFailedException(
        reason, detail, last.status().orElse(null), last.failure().orElse(null));
  }

  String reason() {
    return reason;
  }

  /// The last answer's, if the last try was answered.
  Optional<Integer> status() {
    return Optional.ofNullable(status);
  }
}
