// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.notification;

/// The event bus did not take an order.
final class NotPublishedException extends Exception {
  private static final long serialVersionUID = 1L;

  NotPublishedException(String message) {
    super(message);
  }

  NotPublishedException(String message, Throwable cause) {
    super(message, cause);
  }
}
