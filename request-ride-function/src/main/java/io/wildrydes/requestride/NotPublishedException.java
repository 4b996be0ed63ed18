// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

/// The event bus did not take a ride.
final class NotPublishedException extends Exception {
  private static final long serialVersionUID = 1L;

  NotPublishedException(String message) {
    super(message);
  }

  NotPublishedException(String message, Throwable cause) {
    super(message, cause);
  }
}
