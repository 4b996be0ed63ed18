// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.aws.TraceHeader;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlatformLinesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.007Z");

  @Test
  void reportsAWarmInvocation() {
    assertThat(report(null, null, false))
        .isEqualTo(
            "REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 13 ms"
                + "\tMemory Size: 512 MB\tMax Memory Used: 90 MB\t");
  }

  @Test
  void billsTheInitialisationOfAColdStart() {
    var start = new LambdaEvent.ColdStart(false, NOW, NOW.plusMillis(100));

    assertThat(report(start, null, false))
        .isEqualTo(
            "REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 113 ms"
                + "\tMemory Size: 512 MB\tMax Memory Used: 90 MB\tInit Duration: 100.00 ms\t");
  }

  @Test
  void reportsARestoreAndTheTraceItIsPartOf() {
    var start = new LambdaEvent.ColdStart(true, NOW, NOW.plusMillis(20));

    assertThat(report(start, null, true))
        .isEqualTo(
            "REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 33 ms"
                + "\tMemory Size: 512 MB\tMax Memory Used: 90 MB"
                + "\tRestore Duration: 20.00 ms\tBilled Restore Duration: 20 ms\t"
                + "\nXRAY TraceId: 1-5759e988-bd862e3fe1be46a994272793"
                + "\tSegmentId: 00000000000000bb\tSampled: true\t");
  }

  @Test
  void saysHowThePlatformEndedAnInvocation() {
    assertThat(report(null, new Outcome.TimedOut(), false))
        .endsWith("Max Memory Used: 90 MB\tStatus: timeout\t");
    assertThat(report(null, new Outcome.Exited(1), false))
        .endsWith("Max Memory Used: 90 MB\tStatus: error\tError Type: Runtime.ExitError\t");
    assertThat(report(null, new Outcome.Exited(137, true), false))
        .endsWith("Max Memory Used: 90 MB\tStatus: error\tError Type: Runtime.OutOfMemory\t");
    assertThat(PlatformLines.timedOut(NOW, "id", Duration.ofSeconds(3)))
        .isEqualTo("2026-11-20T10:00:00.007Z id Task timed out after 3.00 seconds");
    assertThat(PlatformLines.exited("id", 137))
        .isEqualTo(
            "RequestId: id Error: Runtime exited with error: signal: killed\nRuntime.ExitError");
  }

  @Test
  void reportsAFailedInitialisation() {
    assertThat(PlatformLines.initReport(Duration.ofMillis(10_008), "init", new Outcome.TimedOut()))
        .isEqualTo("INIT_REPORT Init Duration: 10008.00 ms\tPhase: init\tStatus: timeout");
  }

  private static String report(
      LambdaEvent.@Nullable ColdStart start, @Nullable Outcome end, boolean recorded) {
    var header =
        new TraceHeader("1-5759e988-bd862e3fe1be46a994272793", "53995c3f42cd8ad8", recorded);
    var trace = new LambdaEvent.Trace(header, "00000000000000aa", "00000000000000bb", recorded);
    var duration = Duration.ofNanos(12_340_000);
    return PlatformLines.report(
        new PlatformLines.Report("id", duration, 512, 90, start, end, trace));
  }
}
