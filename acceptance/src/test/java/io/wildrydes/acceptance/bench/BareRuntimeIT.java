// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.LocalOnly;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LocalOnly("measures AWS's runtime client on this machine, without a stack")
class BareRuntimeIT {
  @TempDir private Path folder;

  @Test
  void measuresEachKindOfStartAndWarmRoundTrips() throws Exception {
    var runtime = BareRuntime.in(folder);

    assertThat(runtime.coldStartMillis(2)).hasSize(2).allSatisfy(BareRuntimeIT::isPlausible);
    assertThat(runtime.restoreMillis(2)).hasSize(2).allSatisfy(BareRuntimeIT::isPlausible);
    assertThat(runtime.roundTripMillis(20)).hasSize(20).allSatisfy(BareRuntimeIT::isPlausible);
  }

  @AfterEach
  void leavesNoProcess() {
    assertThat(ProcessHandle.current().children().filter(BareRuntimeIT::isRuntime)).isEmpty();
  }

  private static void isPlausible(double millis) {
    assertThat(millis).isBetween(0.01, 30_000.0);
  }

  private static boolean isRuntime(ProcessHandle child) {
    return child.info().commandLine().orElse("").contains("EmptyHandler");
  }
}
