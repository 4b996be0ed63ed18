// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds the measured reports among the documents to what the documents make of them.
class ScenarioReportsTest {
  private static final Path DOCUMENTS = Path.of("..", "docs", "scenarios");
  private static final Path REPORTS = DOCUMENTS.resolve("rides");

  /// PromoTest#withTheScenariosSeedBreaksEightOfTheFirstSixtyDiscounts.
  private static final int BROKEN_BY_THE_SEED = 8;

  private static final double SIX_SECONDS = 6000;
  private static final double TWENTY_FIVE_SECONDS = 25_000;
  private static final double GATEWAY_LIMIT = 29_500;

  @ParameterizedTest
  @CsvSource({
    "throttled-record, 1800",
    "lost-rides, 1800",
    "slow-discount, 60",
    "broken-discount, 60"
  })
  void eachReportIsOfTheWholeLoadAndCameToRest(String name, int rides) throws IOException {
    var report = report(name);
    var plan = Scenarios.find(name).orElseThrow();

    assertThat(report.isComplete()).isTrue();
    assertThat(report.profile()).isEqualTo(plan.profile());
    assertThat(report.runs())
        .extracting(ScenarioReport.Run::label)
        .isEqualTo(plan.runs().stream().map(Scenarios.Run::label).toList());
    assertThat(report.runs()).allMatch(run -> run.rides().sent() == rides);
  }

  @ParameterizedTest
  @CsvSource({"throttled-record", "lost-rides", "slow-discount", "broken-discount"})
  void textAndDocumentShowTheFigures(String name) throws IOException {
    var text = new ScenarioText(report(name));

    assertThat(REPORTS.resolve(name + ".md")).hasContent(text.text());
    assertThat(Files.readString(DOCUMENTS.resolve(name + ".md")))
        .contains(text.comparison())
        .contains("make scenario NAME=" + name + "\n");
  }

  @Test
  void aTableWithOneWriteUnitKeepsRidersWaitingAndOnDemandDoesNot() throws IOException {
    var broken = rides("throttled-record", 0);
    var fixed = rides("throttled-record", 1);

    assertThat(broken.times().answer().p95()).isBetween(TWENTY_FIVE_SECONDS, GATEWAY_LIMIT);
    assertThat(broken.windows().getFirst().millis().p50()).as("while units last").isLessThan(1000);
    assertThat(broken.recordAnswers().get("502")).isPositive();
    assertThat(fixed.times().answer().max()).isLessThan(SIX_SECONDS);
    assertThat(fixed.isAllGranted()).isTrue();
    assertThat(fixed.isReconciled()).isTrue();
  }

  @Test
  void fragileLosesRidesAndResilientNone() throws IOException {
    var broken = rides("lost-rides", 0);
    var fixed = rides("lost-rides", 1);

    assertThat(broken.fates().lost()).isPositive();
    assertThat(fixed.answers().keySet()).isSubsetOf("201", "503");
    assertThat(fixed.times().answer().max()).isLessThan(SIX_SECONDS);
    assertThat(fixed.fates().stored()).isEqualTo(fixed.fates().granted());
    assertThat(fixed.fates().dead()).isZero();
    assertThat(fixed.stored().twice()).isZero();
    assertThat(fixed.stored().deferred()).isPositive();
  }

  @Test
  void aSlowDiscountHasTwoModes() throws IOException {
    var broken = rides("slow-discount", 0).times().answer();
    var healthy = rides("slow-discount", 2).times().answer();

    assertThat(broken.p95()).isGreaterThanOrEqualTo(850);
    assertThat(broken.p50()).as("healthy for most").isLessThan(1.5 * healthy.p50());
  }

  @Test
  void aBrokenDiscountFailsRidesOnlyWhenFragile() throws IOException {
    assertThat(rides("broken-discount", 0).answered("502")).isEqualTo(BROKEN_BY_THE_SEED);
    assertThat(rides("broken-discount", 1).isAllGranted()).isTrue();
  }

  private static RideReport rides(String name, int run) throws IOException {
    return report(name).runs().get(run).rides();
  }

  private static ScenarioReport report(String name) throws IOException {
    return ScenarioFiles.read(REPORTS.resolve(name + ".json"));
  }
}
