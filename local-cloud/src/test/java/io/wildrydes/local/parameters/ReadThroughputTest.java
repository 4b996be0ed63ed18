// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.wildrydes.local.aws.AwsException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadThroughputTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final ReadThroughput throughput = new ReadThroughput();

  @Test
  void throttlesTheFortyFirstReadOfASecond() {
    take(40, NOW);

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> throughput.take(NOW.plusMillis(24)))
        .withMessage("Rate exceeded")
        .satisfies(e -> assertThat(e.code()).isEqualTo("ThrottlingException"))
        .satisfies(e -> assertThat(e.status()).isEqualTo(400));
  }

  @Test
  void admitsOneReadEach25Milliseconds() {
    take(40, NOW);

    assertThatNoException().isThrownBy(() -> throughput.take(NOW.plusMillis(25)));
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> throughput.take(NOW.plusMillis(26)));
  }

  @Test
  void savesNoMoreThanASecond() {
    take(40, NOW);
    take(40, NOW.plusSeconds(3600));

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> throughput.take(NOW.plusSeconds(3600)));
  }

  @Test
  void givesNothingForAClockThatStepsBack() {
    take(40, NOW);

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> throughput.take(NOW.minusSeconds(60)));
  }

  private void take(int reads, Instant at) {
    for (int i = 0; i < reads; i++) {
      throughput.take(at);
    }
  }
}
