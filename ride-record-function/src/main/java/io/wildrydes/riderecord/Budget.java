// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import java.time.Duration;

/// The time there is to record one ride.
///
/// @param tryLimit how long one try may take
record Budget(Deadline deadline, Duration tryLimit) {
  /// A write takes some ten milliseconds, but one that cannot connect takes all of this, and
  /// nothing can cut that short. What the deadline does cut short may have stored the ride, and
  /// does no harm, as whoever sends the ride again learns that it is there.
  static final Duration SHORTEST_TRY = Duration.ofMillis(300);

  /// Whether a try after this wait has time enough to end before the deadline.
  boolean allowsATryAfter(Duration wait) {
    return deadline.remaining().minus(wait).compareTo(SHORTEST_TRY) >= 0;
  }

  /// What the next try may take.
  Duration nextTry() {
    var left = deadline.remaining();
    return left.compareTo(tryLimit) < 0 ? left : tryLimit;
  }
}
