// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.LocalOnly;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A short chaos campaign. It goes on until every kind of trouble has come and done harm, which
/// takes a busy machine longer.
@LocalOnly("does harm to functions, tables, partner and AWS APIs")
class ChaosIT {
  private static final CampaignPlan SMALL =
      new CampaignPlan(
          42, 40, 4, Path.of("../template.yaml"), Path.of("."), 0.02, Duration.ofMinutes(5));

  @TempDir Path folder;

  @Test
  void losesNeitherOrdersNorRidesAndLeavesNothingBehind() throws Exception {
    var before = children();
    var steps = new ArrayList<String>();

    Campaign.Result result;
    List<Path> temporary;
    try (var campaign =
        new Campaign(SMALL.in(folder), Path.of("../local-cloud/target"), steps::add)) {
      result = campaign.run();
      temporary = campaign.temporaryFiles();
    }

    var report = result.report();
    assertThat(report.isGood()).as("%s%n%s", steps, result.text()).isTrue();
    assertThat(report.fates().accepted())
        .isEqualTo(report.fates().delivered() + report.fates().dead());
    assertThat(report.fates().dead()).as("some orders are refused for good").isPositive();
    var rides = report.rides().report();
    assertThat(rides.fates().granted()).isEqualTo(rides.fates().stored());
    assertThat(rides.stored().deferred()).as("some rides take the long way").isPositive();
    assertThat(children()).isEqualTo(before);
    assertThat(temporary).hasSizeGreaterThan(1).allSatisfy(file -> assertThat(file).doesNotExist());
    assertThat(folder.resolve("state/wild-rydes.lock")).doesNotExist();
  }

  private static List<Long> children() {
    return ProcessHandle.current().descendants().map(ProcessHandle::pid).sorted().toList();
  }
}
