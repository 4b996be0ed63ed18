// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// When something must be done.
record Deadline(Instant end, InstantSource clock) {
  /// What stays free of an invocation for the last log lines and the answer to Lambda.
  private static final Duration RESERVE = Duration.ofMillis(500);

  /// Before Lambda ends the invocation at its timeout.
  static Deadline of(Context lambda, InstantSource clock) {
    return in(Duration.ofMillis(lambda.getRemainingTimeInMillis()).minus(RESERVE), clock);
  }

  static Deadline in(Duration budget, InstantSource clock) {
    return new Deadline(clock.instant().plus(budget), clock);
  }

  /// An even share of what remains, for the next of so many pieces of work. What one does not use
  /// is there for those after it.
  Deadline shareOf(int pieces) {
    return in(remaining().dividedBy(pieces), clock);
  }

  /// Zero or less once it has passed.
  Duration remaining() {
    return Duration.between(clock.instant(), end);
  }
}
