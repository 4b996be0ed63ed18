// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RideRestTest {
  private static final Instant START = Instant.EPOCH;

  private final RideRest rest = new RideRest();

  @Test
  void isReachedOnceEveryRideIsFound() {
    assertThat(rest.isReached(false, () -> true, START)).isTrue();
  }

  @Test
  void isNotReachedWhileSomethingMoves() {
    assertThat(rest.isReached(true, () -> true, START)).isFalse();
    assertThat(rest.isReached(true, () -> true, START.plusSeconds(3600))).isFalse();
  }

  @Test
  void waitsTenSecondsForARideThatIsNowhere() {
    assertThat(rest.isReached(false, () -> false, START)).isFalse();
    assertThat(rest.isReached(false, () -> false, START.plusMillis(9_999))).isFalse();
    assertThat(rest.isReached(false, () -> false, START.plusSeconds(10))).isTrue();
  }

  @Test
  void startsAnewWhenTheRideTurnsUpInTheQueue() {
    assertThat(rest.isReached(false, () -> false, START)).isFalse();
    assertThat(rest.isReached(true, () -> false, START.plusSeconds(9))).isFalse();
    assertThat(rest.isReached(false, () -> false, START.plusSeconds(12))).isFalse();
    assertThat(rest.isReached(false, () -> false, START.plusSeconds(22))).isTrue();
  }
}
