// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PollerScaleTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource({"2, 2", "5, 5", "1000, 5"})
  void startsWithFiveOrTheMaximum(int maximum, int admitted) {
    var scale = new PollerScale(maximum, T0);

    assertThat(scale.admits(admitted - 1, T0)).isTrue();
    assertThat(scale.admits(admitted, T0)).isFalse();
  }

  @Test
  void growsByThreeHundredAMinuteWhileFull() {
    var scale = new PollerScale(1000, T0);

    int allowed = 5;
    for (int ms = 0; ms <= 60_000; ms += 100) {
      allowed += scale.admits(allowed, T0.plusMillis(ms)) ? 1 : 0;
    }

    assertThat(allowed).isEqualTo(305);
  }

  @Test
  void growsNoFurtherThanTheMaximum() {
    var scale = new PollerScale(6, T0);

    assertThat(scale.admits(5, T0.plusSeconds(1))).isTrue();
    assertThat(scale.admits(6, T0.plusSeconds(2))).isFalse();
  }

  @Test
  void backsOffByOneDownToTwo() {
    var scale = new PollerScale(10, T0);

    for (int i = 0; i < 10; i++) {
      scale.backOff(T0);
    }

    assertThat(scale.admits(1, T0)).isTrue();
    assertThat(scale.admits(2, T0)).isFalse();
  }

  @Test
  void startsAnewAfterTheQueueRanDry() {
    var scale = new PollerScale(1000, T0);
    scale.admits(5, T0.plusSeconds(1));

    scale.idle(T0.plusSeconds(2));

    assertThat(scale.admits(5, T0.plusSeconds(2))).isFalse();
  }
}
