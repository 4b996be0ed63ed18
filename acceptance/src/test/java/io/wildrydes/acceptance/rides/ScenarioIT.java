// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.LocalOnly;
import io.wildrydes.acceptance.Programs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One of the scenarios, with less load.
@LocalOnly("starts local clouds")
class ScenarioIT {
  @TempDir private Path work;

  @Test
  void reproducesABrokenDiscountAndWhatHelps() throws Exception {
    var run =
        Programs.program(
            "rides.Scenario",
            "broken-discount",
            "--profile=short-rides",
            "--work=" + work,
            "--reports=" + work.resolve("reports"));

    assertThat(run.exitCode()).as(run.output()).isZero();
    var report = ScenarioFiles.read(work.resolve("reports/broken-discount.json"));
    assertThat(report.isComplete()).isTrue();
    assertThat(report.setup().command())
        .isEqualTo(
            "make scenario NAME=broken-discount SCENARIO_FLAGS='--profile=short-rides --work=%s'"
                .formatted(work));
    assertThat(report.runs().getFirst().faults()).contains("broken-discount");
    var fragile = report.runs().getFirst().rides();
    assertThat(fragile.answered("502")).isPositive();
    assertThat(report.runs().get(1).rides().answered("502")).isZero();
    assertThat(report.runs()).allMatch(each -> each.rides().isReconciled());
  }
}
