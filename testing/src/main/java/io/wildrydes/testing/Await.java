// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The one way in which integration tests wait: look again and again until a named condition holds.
public final class Await {
  private Await() {}

  /// The first value that satisfies the condition.
  ///
  /// @param condition what is waited for, for the failure's text
  /// @throws AssertionError with the last value seen when the limit passes first
  public static <T> T until(
      String condition, Duration limit, Supplier<T> look, Predicate<T> satisfied) {
    return until(condition, Patience.of(limit), look, satisfied);
  }

  /// The first value that satisfies the condition, looked for as patiently as told.
  ///
  /// @param condition what is waited for, for the failure's text
  /// @throws AssertionError with the last value seen when the limit passes first
  public static <T> T until(
      String condition, Patience patience, Supplier<T> look, Predicate<T> satisfied) {
    long end = System.nanoTime() + patience.limit().toNanos();
    T seen = look.get();
    while (!satisfied.test(seen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "not within %s: %s; last seen: %s".formatted(patience.limit(), condition, seen));
      }
      LockSupport.parkNanos(patience.pause().toNanos());
      seen = look.get();
    }
    return seen;
  }
}
