// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformWaitsTest {
  @Test
  void leavesWaitsAsOnAws() {
    assertThat(PlatformWaits.AS_ON_AWS.of(Duration.ofDays(14))).isEqualTo(Duration.ofDays(14));
    assertThat(PlatformWaits.AS_ON_AWS.areShortened()).isFalse();
  }

  @Test
  void shortensAllWaitsAlike() {
    var tenth = new PlatformWaits(0.1);

    assertThat(tenth.of(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(6));
    assertThat(tenth.of(Duration.ZERO)).isZero();
    assertThat(tenth.areShortened()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesFactorsThatAreNone(double factor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlatformWaits(factor))
        .withMessage("platform waits factor %s is not above 0 and at most 1", factor);
  }
}
