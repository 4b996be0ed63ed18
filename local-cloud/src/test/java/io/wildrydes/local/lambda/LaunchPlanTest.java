// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LaunchPlanTest {
  private static final JavaHome JDK = new JavaHome("Linux", "x86_64", "gnu", "25.0.1+8");
  @TempDir private Path folder;

  @Test
  void startsTheJvmAsLambdasRuntimeDoes() {
    assertThat(plan(Targets.function(Map.of(), false)).command(List.of("-Xextra")))
        .containsExactly(
            "java",
            "-Xextra",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            "-XX:ErrorFile=/tmp/hs_err_pid%p.log",
            "-XX:TieredStopAtLevel=1",
            "-XX:InitialHeapSize=8m",
            "-XX:MaxHeapSize=111411k",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
            "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=client.so",
            "-cp",
            "client.jar:" + folder.resolve("function.jar"),
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            "Unlucky");
  }

  @ParameterizedTest
  @CsvSource({"128, 8", "512, 8", "1024, 16", "10240, 160"})
  void beginsWithTheHeapOfAMachineAsLargeAsTheFunction(int memoryMb, int heapMb) {
    assertThat(LaunchPlan.initialHeapMb(memoryMb)).isEqualTo(heapMb);
  }

  @Test
  void leavesSmallFunctionsRoomBesideTheirHeap() {
    assertThat(LaunchPlan.memoryLimitMb(128)).isEqualTo(300);
    assertThat(LaunchPlan.memoryLimitMb(1024)).isEqualTo(1062);
    assertThat(LaunchPlan.memoryLimitMb(2048)).isEqualTo(2048);
  }

  @Test
  void compilesWithAllTiersUnderSnapStart() {
    assertThat(plan(Targets.function(Map.of(), true)).command(List.of()))
        .contains("-XX:+UseSerialGC")
        .doesNotContain("-XX:TieredStopAtLevel=1");
  }

  @Test
  void hasAFingerprintForEachWayOfStarting() {
    var onDemand = plan(Targets.function(Map.of(), false));
    var snapStart = plan(Targets.function(Map.of(), true));

    assertThat(
            List.of(
                onDemand.fingerprint(JDK, ""),
                onDemand.fingerprint(JDK, "-Xint"),
                snapStart.fingerprint(JDK, "")))
        .doesNotHaveDuplicates();
  }

  private LaunchPlan plan(FunctionVersion version) {
    var client = new RuntimeClient(List.of(Path.of("client.jar")), Path.of("client.so"));
    return LaunchPlan.of(Path.of("java"), client, new CodeStore.Unpacked(folder), version);
  }
}
