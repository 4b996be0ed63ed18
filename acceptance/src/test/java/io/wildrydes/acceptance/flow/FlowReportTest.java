// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.Percentiles;
import io.wildrydes.acceptance.flow.FlowReport.Calls;
import io.wildrydes.acceptance.flow.FlowReport.Cost;
import io.wildrydes.acceptance.flow.FlowReport.Orders;
import io.wildrydes.acceptance.flow.FlowReport.Rates;
import io.wildrydes.acceptance.flow.FlowReport.Setup;
import io.wildrydes.acceptance.flow.FlowReport.Times;
import io.wildrydes.acceptance.orders.OrderReport.Fates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowReportTest {
  private final FlowReport report = FlowRuns.report();

  @Test
  void accountsForOrders() {
    assertThat(report.orders())
        .isEqualTo(
            new Orders(3, new TreeMap<>(Map.of("202", 3)), new Fates(3, 2, 1, 0, 0), 0, 0, 0));
  }

  @Test
  void countsCallsFromBothSides() {
    var byOutcome = new TreeMap<>(Map.of("200", 2, "429", 2, "502", 2));

    assertThat(report.calls())
        .isEqualTo(
            new Calls(
                byOutcome,
                new TreeMap<>(Map.of(1, 1, 2, 1, 3, 1)),
                byOutcome,
                new Rates(1, 1, 1),
                1,
                0,
                new TreeMap<>(Map.of("COMPLETED", 2, "FAILED", 1, "TIMED_OUT", 1))));
  }

  @Test
  void measuresTimesAndCost() {
    assertThat(report.times())
        .isEqualTo(
            new Times(
                new Percentiles(20, 30, 30, 30),
                new Percentiles(900, 4900, 4900, 4900),
                new Percentiles(4800, 29000, 29000, 29000),
                13.85,
                61,
                79));
    assertThat(report.cost()).isEqualTo(new Cost(1170, 2000, 5, 170, 1, 1, 0));
  }

  @Test
  void takesDeadLettersForDeadOrdersWhileARunIsNotOver() {
    var setup = report.setup();
    var stopped =
        new Setup(
            setup.date(),
            setup.command(),
            setup.profile(),
            false,
            setup.parameters(),
            setup.settings(),
            setup.machine());
    var run = FlowRuns.threeOrders();
    var unread =
        new FlowRun(
            run.sent(), run.journeys(), run.deliveries(), run.partner(), Set.of(), List.of());

    assertThat(FlowReport.of(stopped, run).orders().fates()).isEqualTo(new Fates(3, 2, 1, 0, 0));
    assertThat(FlowReport.of(stopped, unread).orders().fates()).isEqualTo(new Fates(3, 2, 0, 1, 0));
    assertThat(new FlowReportText(FlowReport.of(stopped, unread), List.of()).verdict())
        .isEqualTo(
            "**Incomplete**: stopped, or not at rest at the drain limit. 3 accepted = 2 delivered"
                + " + 0 dead; lost 0, in flight 1.");
  }

  @Test
  void comesBackFromItsFileAsItWas(@TempDir Path folder) throws IOException {
    var text = new FlowReportText(report, List.of()).text();

    var file = new FlowReportFiles(folder.resolve("new")).write(report, text);

    assertThat(file).hasFileName("none-fragile.md").hasContent(text);
    assertThat(FlowReportFiles.read(folder.resolve("new/none-fragile.json"))).isEqualTo(report);
  }

  @Test
  void standsBesideTheOthersOfItsFolder(@TempDir Path folder) throws IOException {
    var files = new FlowReportFiles(folder);
    files.write(report, "");
    var other = FlowReport.of(FlowRuns.setup("queue", "resilient"), FlowRuns.threeOrders());

    files.write(other, "");

    assertThat(folder.resolve(FlowReportFiles.COMPARISON))
        .content()
        .startsWith(
            """
            # Flow control, side by side

            |  | [none, fragile](none-fragile.md) | [queue, resilient](queue-resilient.md) |
            | --- | --: | --: |
            | began | 2026-01-15T12:00:00Z | 2026-01-15T12:00:00Z |
            | orders accepted | 3 | 3 |
            """)
        .contains(
            "| ... for each accepted order | 2.00 | 2.00 |\n",
            "| oldest open order | 1.5 min | 1.5 min |\n");
  }

  @Test
  void readsAsMarkdown() {
    assertThat(new FlowReportText(report, List.of()).text())
        .startsWith(
            """
            # Flow control: none, fragile

            **Reconciled**: 3 accepted = 2 delivered + 1 dead; lost 0, in flight 0.

            """)
        .contains(
            "| wasted on 429 | 2 (33.3 %) |\n",
            "| answer of `POST /notify` | p50 20  p95 30  p99 30  max 30 ms |\n",
            "| lead time, published to delivered | p50 0.9  p95 4.9  p99 4.9  max 4.9 s |\n",
            "| drain after it | 1.3 min |\n")
        .endsWith(
            """
            | min | published | delivered | 200 | 429 | 502 | open | oldest s | waiting | hidden | dead | at once, peak | mean | completed | failed |
            | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
            | 0 | 2 | 1 | 1 | 1 | 1 | 1 | 30 | 1 | 2 | 0 | 1 | 0.6 | 1 | 1 |
            | 1 | 1 | 1 | 1 | 0 | 1 | 1 | 90 | 1 | 2 | 0 | 1 | 0.0 | 1 | 0 |
            | 2 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 1 | 1 | 0.3 | 0 | 1 |
            """);
  }

  @Test
  void saysWhatDoesNotAddUp() {
    assertThat(new FlowReportText(report, List.of("orders lost 1, what may be lost 0")).verdict())
        .isEqualTo(
            "**NOT reconciled**: 3 accepted = 2 delivered + 1 dead; lost 0, in flight 0. orders"
                + " lost 1, what may be lost 0.");
  }
}
