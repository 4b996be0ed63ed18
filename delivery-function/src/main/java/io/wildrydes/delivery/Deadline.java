// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// When an invocation must be done. Lambda ends it at its timeout, telemetry or not.
record Deadline(Instant end, InstantSource clock) {
  /// What stays free for the last log lines and the answer to Lambda.
  private static final Duration RESERVE = Duration.ofMillis(500);

  static Deadline of(Context lambda, InstantSource clock) {
    var timeout = clock.instant().plusMillis(lambda.getRemainingTimeInMillis());
    return new Deadline(timeout.minus(RESERVE), clock);
  }

  /// Zero or less once it has passed.
  Duration remaining() {
    return Duration.between(clock.instant(), end);
  }

  boolean leaves(Duration duration) {
    return remaining().compareTo(duration) >= 0;
  }
}
