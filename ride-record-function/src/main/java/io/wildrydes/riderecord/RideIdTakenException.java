// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

/// Another ride is recorded under this ride's id, and no retry will change that.
final class RideIdTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RideIdTakenException() {
    super("another ride is recorded under this id");
  }
}
