// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import io.wildrydes.local.aws.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// The account's quota for parameter reads: a token bucket that refills with 40 a second and holds
/// 40. Thread-safe, guarded by one lock.
///
/// See https://docs.aws.amazon.com/general/latest/gr/ssm.html: 40 transactions a second, shared by
/// GetParameter, GetParameters and GetParametersByPath; how a burst is counted is not documented.
final class ReadThroughput {
  private static final double PER_SECOND = 40;

  private final Lock lock = new ReentrantLock();
  private double tokens = PER_SECOND;
  private Instant filledAt = Instant.EPOCH;

  /// Counts one read.
  ///
  /// @throws AwsException when the quota is used up
  void take(Instant now) {
    lock.lock();
    try {
      if (now.isAfter(filledAt)) {
        double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
        tokens = Math.min(PER_SECOND, tokens + seconds * PER_SECOND);
        filledAt = now;
      }
      if (tokens < 1) {
        throw new AwsException(400, "ThrottlingException", "Rate exceeded");
      }
      tokens--;
    } finally {
      lock.unlock();
    }
  }
}
