// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.Percentiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTextTest {
  @TempDir Path folder;

  @Test
  void setsOurRunsBesideThePublishedOnes() {
    assertThat(new ScenarioText(report("lost-rides")).comparison())
        .contains("|  | fragile | published, 2018-12-07 | published, 2018-12-11 |")
        .contains("| ... answered 201 | 7 | 1,492 | 1,528 |")
        .contains("| ... **lost** | **3** | - | - |")
        .contains("| answer, least | 5 ms | 874 ms | 819 ms |");
  }

  @Test
  void aReportReadAgainIsTheSame() throws IOException {
    var report = report("broken-discount");

    var text = new ScenarioFiles(folder).write(report);

    assertThat(ScenarioFiles.read(folder.resolve("broken-discount.json"))).isEqualTo(report);
    assertThat(text).hasContent(new ScenarioText(report).text());
  }

  @Test
  void aRunThatDidNotComeToRestMakesTheReportIncomplete() {
    assertThat(report("lost-rides").isComplete()).isFalse();
  }

  private static ScenarioReport report(String name) {
    var answers = new TreeMap<>(Map.of("201", 7, "504", 1));
    var millis = new Percentiles(10, 20, 30, 40);
    var rides =
        new RideReport(
            answers,
            new RideReport.Times(5, millis, 9.5),
            new RideReport.Fates(7, 4, 0, 0, 3),
            new RideReport.Stored(5, 1, 0, 0),
            new TreeMap<>(Map.of("502", 4)),
            List.of(new RideReport.Window(0, 8, answers, millis)));
    var parameters = new TreeMap<>(Map.of("Resilience", "fragile"));
    var run = new ScenarioReport.Run("fragile", parameters, "{}", false, rides);
    return new ScenarioReport(
        name, "2026-01-15T12:00:00Z", "make scenario NAME=" + name, "normal", 64, List.of(run));
  }
}
