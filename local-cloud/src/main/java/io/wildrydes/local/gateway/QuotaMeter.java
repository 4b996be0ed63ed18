// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Counts one key's requests against a quota. Thread-safe: one private lock guards the count.
final class QuotaMeter {
  private final Object lock = new Object();
  private final Quota quota;
  private long remaining;
  private @Nullable LocalDate period;

  QuotaMeter(Quota quota) {
    this.quota = quota;
    this.remaining = (long) quota.limit() - quota.offset();
  }

  /// Counts a request if the period's quota has room for it.
  boolean tryCount(Instant now) {
    synchronized (lock) {
      var current = quota.period().startAt(now);
      if (period != null && current.isAfter(period)) {
        remaining = quota.limit();
      }
      if (period == null || current.isAfter(period)) {
        period = current;
      }
      if (remaining <= 0) {
        return false;
      }
      remaining--;
      return true;
    }
  }
}
