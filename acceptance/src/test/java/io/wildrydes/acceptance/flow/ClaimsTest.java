// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wildrydes.acceptance.flow.FlowReport.Claim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsTest {
  /// By hand: symmetric around the mean of 22 s; within 5 s of either end (end - s)^4 / (4! x 5^4).
  @ParameterizedTest
  @CsvSource({
    "11, 1",
    "12, 1",
    "17, 0.9583333",
    "22, 0.5",
    "27, 0.0416667",
    "29, 0.0054",
    "32, 0",
    "40, 0"
  })
  void knowsHowOftenFourWaitsOutlastATime(double seconds, double share) {
    assertThat(Claims.shareOver(seconds)).isCloseTo(share, within(1e-6));
  }

  @Test
  void setsArithmeticBesideWhatWasMeasured() {
    assertThat(FlowRuns.report().claims())
        .containsExactly(
            new Claim(
                "the partner fails one call in five, so an order costs a little more than one call",
                "1 / (1 - 0.20) = 1.25 calls an order, if none is throttled",
                "2.00 calls an order; 33.3 % of all calls were turned away with 429"),
            new Claim(
                "the partner takes 10 calls a second",
                "10 x (1 - 0.20) = 8.0 orders/s",
                "first 429 in minute 0, 0.0 orders/s published, 0.1 calls/s"),
            new Claim(
                "without flow control Delivery scales with the orders",
                "0.0 orders/s at most x 29.0 s (p95) = 1 invocations at once, before Lambda's own"
                    + " retries",
                "1 at most; up to 1 calls reached the partner within one second"),
            new Claim(
                "invocations succeed in 97 to 98 % without load, in about 20 % under it",
                "8 of at most 0 calls/s can succeed: 100.0 % of the calls in that minute",
                "too few invocations in any minute to say"),
            new Claim(
                "five tries, 3 to 8 s apart, within a timeout of 29 s",
                "four waits last 12 to 32 s: 0.54 % of those that need all five last longer than"
                    + " the timeout, before any call is counted",
                "1 of 1 invocations that came to the fifth try timed out, 100.00 %"));
  }

  @Test
  void speaksOfTheQueueOnlyWhereThereIsOne() {
    var report = FlowReport.of(FlowRuns.setup("queue", "resilient"), FlowRuns.threeOrders());

    assertThat(report.claims())
        .extracting(Claim::claim)
        .contains(
            "a maximum concurrency of 10 fits a partner of 10 calls a second",
            "the queue catches up when the load ends",
            "five tries of at most 4 s with backoff, within a timeout of 29 s")
        .doesNotContain("without flow control Delivery scales with the orders");
  }
}
