// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The capacity of all provisioned tables; a table that is not here is on demand, or there is none.
/// Thread-safe: one private lock guards the buckets.
///
/// An operation is admitted while its table has any capacity, is debited at once what it will
/// surely consume, so that others at the same time do not spend it again, and is settled when it is
/// known what it did consume.
final class Capacities {
  private final Object lock = new Object();
  private final Map<String, Buckets> tables = new HashMap<>();

  /// Takes note of a table's billing. A provisioned table keeps what it has accrued; one that was
  /// on demand, or not there, begins empty.
  void put(String table, Billing billing, Instant now) {
    synchronized (lock) {
      switch (billing) {
        case Billing.OnDemand() -> tables.remove(table);
        case Billing.Provisioned provisioned -> {
          var buckets = tables.get(table);
          if (buckets == null) {
            tables.put(table, Buckets.of(provisioned, now));
          } else {
            buckets.read().change((double) provisioned.readUnits(), now);
            buckets.write().change((double) provisioned.writeUnits(), now);
          }
        }
      }
    }
  }

  void remove(String table) {
    synchronized (lock) {
      tables.remove(table);
    }
  }

  /// Forgets all tables but these.
  void retain(Set<String> known) {
    synchronized (lock) {
      tables.keySet().retainAll(known);
    }
  }

  /// Debits all claims, or none when any of their tables has nothing left.
  ///
  /// @return the tables that have nothing left
  Set<String> admit(List<Claim> claims, Instant now) {
    synchronized (lock) {
      var exhausted =
          claims.stream()
              .filter(claim -> isExhausted(claim, now))
              .map(Claim::table)
              .collect(Collectors.toSet());
      if (exhausted.isEmpty()) {
        claims.forEach(claim -> debit(claim, now));
      }
      return exhausted;
    }
  }

  /// Takes units that were consumed beyond a claim or, when they are negative, gives back what a
  /// claim had taken too much.
  void settle(Claim difference, Instant now) {
    synchronized (lock) {
      debit(difference, now);
    }
  }

  private boolean isExhausted(Claim claim, Instant now) {
    var buckets = tables.get(claim.table());
    return buckets != null && !buckets.of(claim.direction()).admits(now);
  }

  private void debit(Claim claim, Instant now) {
    var buckets = tables.get(claim.table());
    if (buckets != null) {
      buckets.of(claim.direction()).debit(claim.units(), now);
    }
  }

  private record Buckets(CapacityBucket read, CapacityBucket write) {

    static Buckets of(Billing.Provisioned provisioned, Instant now) {
      return new Buckets(
          new CapacityBucket(provisioned.readUnits(), now),
          new CapacityBucket(provisioned.writeUnits(), now));
    }

    CapacityBucket of(Direction direction) {
      return direction == Direction.READ ? read : write;
    }
  }
}
