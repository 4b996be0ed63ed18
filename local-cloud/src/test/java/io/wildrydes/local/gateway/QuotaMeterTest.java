// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.gateway.Quota.Period;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuotaMeterTest {
  private static final Instant FRIDAY = Instant.parse("2026-11-20T10:00:00Z");

  @ParameterizedTest(name = "{0} begins anew at {2}")
  @CsvSource({
    "DAY,   2026-11-20T23:59:59Z, 2026-11-21T00:00:00Z",
    "WEEK,  2026-11-21T23:59:59Z, 2026-11-22T00:00:00Z",
    "MONTH, 2026-11-30T23:59:59Z, 2026-12-01T00:00:00Z"
  })
  void countsAnewInEachPeriod(Period period, Instant last, Instant next) {
    var meter = new QuotaMeter(new Quota(1, 0, period));

    assertThat(meter.tryCount(FRIDAY)).isTrue();
    assertThat(meter.tryCount(last)).isFalse();
    assertThat(meter.tryCount(next)).isTrue();
    assertThat(meter.tryCount(next)).isFalse();
  }

  @Test
  void subtractsTheOffsetInTheFirstPeriodOnly() {
    var meter = new QuotaMeter(new Quota(2, 1, Period.DAY));

    assertThat(meter.tryCount(FRIDAY)).isTrue();
    assertThat(meter.tryCount(FRIDAY)).isFalse();
    assertThat(meter.tryCount(FRIDAY.plusSeconds(86_400))).isTrue();
    assertThat(meter.tryCount(FRIDAY.plusSeconds(86_400))).isTrue();
    assertThat(meter.tryCount(FRIDAY.plusSeconds(86_400))).isFalse();
  }
}
