// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.LoadProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the measured reports among the documents to what the documents make of them.
class ScenarioReportsTest {
  private static final Path DOCUMENTS = Path.of("..", "docs", "scenarios");
  private static final Path REPORTS = DOCUMENTS.resolve("rides");

  /// PromoTest#withTheScenariosSeedBreaksEightOfTheFirstSixtyDiscounts.
  private static final int BROKEN_BY_THE_SEED = 8;

  private static final double SIX_SECONDS = 6000;
  private static final double TWENTY_FIVE_SECONDS = 25_000;
  private static final double GATEWAY_LIMIT = 29_000;

  static List<String> names() {
    return Scenarios.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachScenarioHasAReportOfItsWholeLoad(String name) throws IOException {
    var report = report(name);
    var plan = Scenarios.find(name).orElseThrow();

    assertThat(report.isComplete()).isTrue();
    assertThat(report.setup().command()).isEqualTo("make scenario NAME=" + name);
    assertThat(report.setup().profile()).isEqualTo(plan.profile());
    assertThat(report.runs())
        .extracting(ScenarioReport.Run::label)
        .isEqualTo(plan.runs().stream().map(Scenarios.Run::label).toList());
  }

  @ParameterizedTest
  @CsvSource({"high-load, 1800", "normal, 60", "slowness, 60"})
  void loadsAreThoseOfTheReference(String profile, long rides) throws IOException {
    var read = LoadProfile.read(Path.of("..", "loadtest", "ride.yml"), profile);

    assertThat(read.orders()).isEqualTo(rides);
  }

  @ParameterizedTest
  @MethodSource("names")
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
    assertThat(fixed.isReconciled()).isTrue();
    assertThat(fixed.fates().dead()).isZero();
    assertThat(fixed.stored().deferred()).isPositive();
    assertThat(run("lost-rides", 1).course().waiting()).as("before units are raised").isPositive();
  }

  @Test
  void aSlowDiscountHasTwoModes() throws IOException {
    var broken = rides("slow-discount", 0);
    var healthy = rides("slow-discount", 2);

    assertThat(broken.times().answer().p95()).isGreaterThanOrEqualTo(850);
    assertThat(between(broken, 750, 2500)).as("slow ones").isBetween(6, 20);
    assertThat(between(broken, 0, 250)).as("healthy ones").isGreaterThan(36);
    assertThat(between(healthy, 0, 250)).isGreaterThan(54);
    assertThat(broken.times().answer().p50()).as("healthy for most").isLessThan(250);
  }

  @Test
  void aBrokenDiscountFailsRidesOnlyWhenFragile() throws IOException {
    assertThat(rides("broken-discount", 0).answered("502")).isEqualTo(BROKEN_BY_THE_SEED);
    assertThat(rides("broken-discount", 1).isAllGranted()).isTrue();
  }

  /// Rides whose riders waited for that long.
  private static int between(RideReport rides, int fromMillis, int toMillis) {
    return rides.waits().stream()
        .filter(wait -> wait.fromMillis() >= fromMillis && wait.fromMillis() < toMillis)
        .mapToInt(RideReport.Wait::rides)
        .sum();
  }

  private static RideReport rides(String name, int run) throws IOException {
    return run(name, run).rides();
  }

  private static ScenarioReport.Run run(String name, int run) throws IOException {
    return report(name).runs().get(run);
  }

  private static ScenarioReport report(String name) throws IOException {
    return ScenarioFiles.read(REPORTS.resolve(name + ".json"));
  }
}
