// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import java.time.Duration;

/// Where rides are kept, each under its id. Writing the same ride again changes nothing.
interface RideRecords {
  /// Writes once, waiting for the answer at most this long.
  Outcome put(Ride ride, Duration limit);

  /// Writes up to ten times with growing waits, 25.55 s in all, however long each write takes.
  ///
  /// @return never a failed outcome
  /// @throws RuntimeException how the last write failed
  Outcome putStubbornly(Ride ride);
}
