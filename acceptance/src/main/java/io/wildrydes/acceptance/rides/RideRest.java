// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Tells when rides have come to rest: no invocation runs, nothing waits in the queue, and every
/// granted ride is somewhere.
///
/// A ride on its way from the bus to the queue can be seen nowhere, and one that got lost never
/// will be. So where rides are missing, rest is when nothing has moved for ten seconds.
public final class RideRest {
  private static final Duration QUIET = Duration.ofSeconds(10);

  private @Nullable Instant quietSince;

  /// Looks once more.
  ///
  /// @param moves whether an invocation runs or a message waits
  /// @param allFound whether every granted ride is somewhere; asked for only when nothing moves
  public boolean isReached(boolean moves, BooleanSupplier allFound, Instant now) {
    if (moves) {
      quietSince = null;
      return false;
    }
    if (quietSince == null) {
      quietSince = now;
    }
    return allFound.getAsBoolean() || !now.isBefore(quietSince.plus(QUIET));
  }
}
