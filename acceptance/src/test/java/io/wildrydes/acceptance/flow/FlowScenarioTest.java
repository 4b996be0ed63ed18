// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the measured reports among the documents to what they claim to be.
class FlowScenarioTest {
  private static final Path REPORTS = Path.of("..", "docs", "scenarios", "flow-control");
  private static final int ORDERS = 11_850;

  @ParameterizedTest
  @ValueSource(strings = {"queue-fragile", "queue-resilient", "none-fragile", "none-resilient"})
  void eachReportIsOfTheWholeReferenceLoadAndReconciles(String name) throws IOException {
    var report = FlowReportFiles.read(REPORTS.resolve(name + ".json"));

    assertThat(report.setup().name()).isEqualTo(name);
    assertThat(report.setup().complete()).isTrue();
    assertThat(report.setup().profile()).isEqualTo("reference");
    assertThat(report.setup().settings()).containsEntry("platform-waits", "as on AWS");
    assertThat(report.orders().sent()).isEqualTo(ORDERS);
    assertThat(Reconciliation.contradictions(report)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"queue-fragile", "queue-resilient", "none-fragile", "none-resilient"})
  void eachTextSaysWhatTheFiguresSay(String name) throws IOException {
    var report = FlowReportFiles.read(REPORTS.resolve(name + ".json"));
    var text = new FlowReportText(report, Reconciliation.contradictions(report)).text();

    assertThat(REPORTS.resolve(name + ".md")).hasContent(text);
  }

  @Test
  void theComparisonIsOfTheseReports() throws IOException {
    var reports = new FlowReportFiles(REPORTS).all();

    assertThat(reports).hasSize(4);
    assertThat(REPORTS.resolve(FlowReportFiles.COMPARISON))
        .hasContent(new FlowComparison(reports).text());
  }

  @Test
  void theDocumentShowsTheComparison() throws IOException {
    var table = Files.readString(REPORTS.resolve(FlowReportFiles.COMPARISON));
    var body = table.substring(table.indexOf("|  |")).replace("](", "](flow-control/");

    assertThat(REPORTS.resolveSibling("flow-control.md")).content().contains(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"queue-fragile", "queue-resilient", "none-fragile", "none-resilient"})
  void memoryStaysWithinWhatALaptopHas(String name) throws IOException {
    assertThat(FlowReportFiles.read(REPORTS.resolve(name + ".json")).cost().peakRssMb())
        .isPositive()
        .isLessThan(8000);
  }
}
