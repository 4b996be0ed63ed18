// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportLineTest {
  private static final String REPORT =
      "END RequestId: 1\nREPORT RequestId: 1\tDuration: 12.34 ms\tBilled Duration: 200 ms\t"
          + "Memory Size: 1024 MB\tMax Memory Used: 120 MB\t";

  @Test
  void tellsARestoreFromAnEnvironmentThatWasThere() {
    assertThat(
            ReportLine.in(REPORT + "Restore Duration: 187.06 ms\tBilled Restore Duration: 187 ms"))
        .contains(new ReportLine(12.34, Optional.of(187.06)));
    assertThat(ReportLine.in(REPORT)).contains(new ReportLine(12.34, Optional.empty()));
    assertThat(ReportLine.in("no report yet")).isEmpty();
  }

  @Test
  void tellsTheFastestAndTheSlowestRestore() {
    var warm = new ReportLine(1, Optional.empty());
    var restores =
        List.of(warm, new ReportLine(1, Optional.of(812.4)), new ReportLine(1, Optional.of(187.0)));

    assertThat(new WarmFunction("delivery", restores, "").text())
        .isEqualTo("delivery: 3 invocations, 2 restores, fastest 187 ms, slowest 812 ms");
    assertThat(new WarmFunction("delivery", List.of(warm), "").text())
        .isEqualTo(
            "delivery: 1 invocations, no restore: environments were there already, or began without one");
    assertThat(new WarmFunction("delivery", List.of(), "answered an error: x").text())
        .isEqualTo("delivery: answered an error: x");
  }
}
