// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

/// What came in is no ride, and no retry will make it one.
final class MalformedRideException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /// Refuses a ride.
  ///
  /// @param reason names the field and what it should be, quoting nothing of the ride
  MalformedRideException(String reason) {
    super("not a ride: " + reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
