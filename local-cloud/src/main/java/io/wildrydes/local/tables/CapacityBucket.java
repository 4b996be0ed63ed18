// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import java.time.Duration;
import java.time.Instant;

/// The units that one direction of a provisioned table has to spend.
///
/// It is empty when new, accrues the provisioned units each second and keeps what is not used for
/// up to 300 seconds. Whoever asks while it holds anything may go on and is then debited whatever
/// that takes, so the level may fall below zero; nobody goes on until it has accrued above zero.
///
/// ```
///   1 unit a second:   new   1 s   9 KB written   5 s later   9 s later
///              level    0     1        -8            -3           1
///              admits   no   yes       no            no          yes
/// ```
///
/// See
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html
/// for the five minutes. A clock that steps back adds nothing by itself. Not thread-safe.
final class CapacityBucket {
  private static final int SECONDS_KEPT = 300;
  private static final double NANOS_PER_SECOND = 1e9;

  /// Threads that have read the clock may come in another order; that is no step back.
  private static final Duration DISORDER = Duration.ofSeconds(1);

  private double unitsPerSecond;
  private double level;
  private Instant accruedAt;

  CapacityBucket(double unitsPerSecond, Instant now) {
    this.unitsPerSecond = unitsPerSecond;
    this.accruedAt = now;
  }

  boolean admits(Instant now) {
    accrue(now);
    return level > 0;
  }

  /// Takes units out or, when they are negative, puts them back.
  void debit(double units, Instant now) {
    accrue(now);
    level = Math.min(level - units, most());
  }

  /// Accrues at another rate from now on; what is there stays, as far as the new rate keeps it.
  void change(double otherUnitsPerSecond, Instant now) {
    accrue(now);
    unitsPerSecond = otherUnitsPerSecond;
    level = Math.min(level, most());
  }

  private void accrue(Instant now) {
    if (now.isAfter(accruedAt)) {
      double seconds = Duration.between(accruedAt, now).toNanos() / NANOS_PER_SECOND;
      level = Math.min(level + seconds * unitsPerSecond, most());
      accruedAt = now;
    } else if (now.isBefore(accruedAt.minus(DISORDER))) {
      accruedAt = now; // or nothing would accrue until the clock is there again
    }
  }

  private double most() {
    return SECONDS_KEPT * unitsPerSecond;
  }
}
