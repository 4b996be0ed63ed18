// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A token bucket as API Gateway throttles with: it starts full with `burst` tokens, gains `rate` a
/// second, never holds more than `burst`, and each admitted request takes one.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html.
/// A clock that steps back adds nothing. Thread-safe: one private lock guards the level.
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Object lock = new Object();
  private final Throttle limit;
  private double tokens;
  private @Nullable Instant filledAt;

  TokenBucket(Throttle limit) {
    this.limit = limit;
    this.tokens = limit.burst();
  }

  /// Takes a token if there is one.
  boolean tryTake(Instant now) {
    synchronized (lock) {
      fill(now);
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }

  private void fill(Instant now) {
    if (filledAt == null) {
      filledAt = now;
    } else if (now.isAfter(filledAt)) {
      double seconds = Duration.between(filledAt, now).toNanos() / NANOS_PER_SECOND;
      tokens = Math.min(limit.burst(), tokens + seconds * limit.ratePerSecond());
      filledAt = now;
    }
  }
}
