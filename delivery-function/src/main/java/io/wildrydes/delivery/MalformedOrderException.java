// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

/// What came in is no order, and no retry will make it one.
final class MalformedOrderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /// Refuses an order.
  ///
  /// @param reason constant text that quotes nothing of the order
  MalformedOrderException(String reason) {
    super("not an order: " + reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
