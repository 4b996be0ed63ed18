// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

/// A ride ended in a way that nobody handles, so the gateway answers 502.
final class RideFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RideFailedException(String message) {
    super(message);
  }

  RideFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
