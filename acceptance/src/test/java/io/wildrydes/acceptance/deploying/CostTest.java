// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wildrydes.acceptance.LoadProfile;
import io.wildrydes.acceptance.deploying.Price.PriceList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostTest {
  private static final Path TEMPLATE = Path.of("../template.yaml");
  private static final LoadProfile MILLION =
      new LoadProfile("million", 1_000_000, Duration.ofMinutes(90), 200);
  private static final Usage.Measured MEASURED =
      new Usage.Measured(10, 20, 5, new Usage.LogBytes(1000, 2000, 400), 400, 5500, 9);

  @Test
  void multipliesWhatAnOrderUses() {
    var usage = Usage.of(MILLION, StackShape.read(TEMPLATE, Map.of()), MEASURED);

    // One call in five fails, so an order takes 1.25.
    assertThat(usage.quantities())
        .containsEntry("api-requests", 2_250_000.0)
        .containsEntry("lambda-requests", 3_250_000.0)
        .containsEntry("events", 1_000_000.0)
        .containsEntry("sqs-requests", 3_000_000.0)
        .containsEntry("traces", 2_000_000.0)
        .containsEntry("metric-hours", 18.0)
        .containsEntry("logs-gb", 3.5);
    // 10 ms + (20 + 1.25 * 5 + 1000 + 0.25 * 400) ms + 1.25 * (5 + 1000 / 1.25) ms, all with 1 GB
    assertThat(usage.of("lambda-gb-seconds")).isCloseTo(2_142_500, within(1.0));
  }

  @Test
  void followsTheTemplatesParameters() {
    var stack =
        StackShape.read(
            TEMPLATE,
            Map.of(
                "FlowControl",
                "none",
                "Resilience",
                "fragile",
                "TraceSampling",
                "0.1",
                "SlowApiFailureRate",
                "0"));

    var usage = Usage.of(MILLION, stack, MEASURED);

    assertThat(stack.partner()).isEqualTo(new StackShape.Partner(true, 0, 1000));
    assertThat(usage.quantities())
        .containsEntry("sqs-requests", 0.0)
        .containsEntry("api-requests", 2_000_000.0)
        .containsEntry("traces", 100_000.0);
  }

  @Test
  void boundsWhatAnOverloadedPartnerCosts() {
    var stack = StackShape.read(TEMPLATE, Map.of("DeliveryTimeout", "29"));

    var usage = Usage.atMost(MILLION, stack, MEASURED);

    assertThat(usage.of("lambda-gb-seconds")).isGreaterThan(29_000_000).isLessThan(31_000_000);
  }

  @Test
  void hasAPriceAndAPageForEverythingThatIsUsed() throws IOException {
    var prices = PriceList.read();
    var stack = StackShape.read(TEMPLATE, Map.of());

    assertThat(prices.prices())
        .containsKeys(
            Usage.of(MILLION, stack, MEASURED).quantities().keySet().toArray(String[]::new))
        .containsKeys(Usage.atRest(stack).quantities().keySet().toArray(String[]::new))
        .allSatisfy((_, price) -> {
          assertThat(price.page()).startsWith("https://");
          assertThat(price.page()).containsAnyOf("aws.amazon.com/", "docs.aws.amazon.com/");
          assertThat(price.per()).isPositive();
          assertThat(price.seen()).isNotBlank();
        });
    assertThat(prices.of("api-requests").of(2_250_000)).isCloseTo(7.875, within(1e-9));
  }

  @Test
  void printsTheTotalAndWhatItTakesForGranted() throws IOException {
    var stack = StackShape.read(TEMPLATE, Map.of());
    var text = new CostText(PriceList.read(), MILLION, stack, MEASURED);

    assertThat(text.text())
        .startsWith("Estimate for one run of profile million: 1,000,000 orders in 90 min")
        .contains("FlowControl=queue Resilience=resilient, prices of us-east-1 looked up on")
        .contains("API Gateway REST requests")
        .contains("total of a run")
        .contains("This is an estimate, not a quotation.")
        .contains("- no free tier is taken off");
    assertThat(text.brief())
        .isEqualTo(
            "cost: about 51.05 USD for a run of profile million, 0.93 USD a month at rest; make cost shows what that is made of\n");
  }
}
