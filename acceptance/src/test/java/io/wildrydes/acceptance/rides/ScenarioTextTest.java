// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.Percentiles;
import io.wildrydes.acceptance.rides.ScenarioReport.Course;
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
        .contains("| answer, least | 5 ms | 874 ms | 819 ms |")
        .contains("| write units from then on | 100 | - | - |");
  }

  @Test
  void aReportReadAgainIsTheSame() throws IOException {
    var report = report("broken-discount");

    var text = new ScenarioFiles(folder).write(report);

    assertThat(ScenarioFiles.read(folder.resolve("broken-discount.json"))).isEqualTo(report);
    assertThat(text).hasContent(new ScenarioText(report).text());
  }

  @Test
  void showsHowLongRidersWaitedRunByRun() {
    assertThat(new ScenarioText(report("lost-rides")).waits())
        .isEqualTo(
            """
            | waited | fragile |
            | --- | --: |
            | 0 - 100 ms | 7 |
            | 29,000 ms and more | 1 |
            """);
  }

  @Test
  void isCompleteWhenTheWholeLoadCameToRest() {
    assertThat(report("lost-rides", new Course(8, 0, null, 12, true)).isComplete()).isTrue();
  }

  @Test
  void isIncompleteWhenARunDidNotComeToRest() {
    assertThat(report("lost-rides", new Course(8, 3, null, 600, false)).isComplete()).isFalse();
  }

  @Test
  void isIncompleteWhenTheLoadWasNotSent() {
    assertThat(report("lost-rides", new Course(1800, 0, null, 2, true)).isComplete()).isFalse();
  }

  private static ScenarioReport report(String name) {
    return report(name, new Course(8, 3, 100L, 12.3, true));
  }

  private static ScenarioReport report(String name, Course course) {
    var answers = new TreeMap<>(Map.of("201", 7, "504", 1));
    var millis = new Percentiles(10, 20, 30, 40);
    var rides =
        new RideReport(
            answers,
            new RideReport.Times(5, millis, 9.5),
            List.of(new RideReport.Wait(0, 100, 7), new RideReport.Wait(29_000, -1, 1)),
            new RideReport.Fates(7, 4, 0, 0, 3),
            new RideReport.Stored(5, 1, 0, 0),
            new TreeMap<>(Map.of("502", 4)),
            List.of(new RideReport.Window(0, 8, answers, millis)));
    var parameters = new TreeMap<>(Map.of("Resilience", "fragile"));
    var run = new ScenarioReport.Run("fragile", parameters, "{}", course, rides);
    var setup =
        new ScenarioReport.Setup(
            "2026-01-15T12:00:00Z",
            "make scenario NAME=" + name,
            "normal",
            new TreeMap<>(Map.of("slots", "64")),
            "2 processors");
    return new ScenarioReport(name, setup, List.of(run));
  }
}
