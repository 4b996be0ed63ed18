// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.json.Json;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Functions that start from snapshots, and environments that several invocations share.
final class SnapshotIT {
  @TempDir private static Path folder;
  private static LambdaRig rig;

  @BeforeAll
  static void start() {
    rig =
        new LambdaRig(folder)
            .function(
                "snap",
                "SnapshotHandler",
                "{\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\"},\"Timeout\":20}")
            .published("snap")
            .function(
                "unrestorable",
                "UnrestorableHandler",
                "{\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\"},\"Timeout\":20}")
            .published("unrestorable")
            .start();
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  @Test
  void restoresAWaitingProcessAndRunsItsHooks() throws InterruptedException {
    var answer = Json.parse(rig.answer("snap:live", "{}"));

    assertThat(answer.get(0).asText()).isEqualTo("initialised");
    assertThat(answer.get(1).asText()).isEqualTo("before checkpoint");
    assertThat(answer.get(2).asText()).isEqualTo("after restore");
    assertThat(answer.get(3).asText()).isEqualTo("1");
    var credentials = Json.parse(answer.get(5).asText());
    assertThat(rig.credentials.callerArn(credentials.path("AccessKeyId").asText()))
        .isEqualTo("arn:aws:sts::000000000000:assumed-role/sample-role/snap");
    assertThat(rig.texts())
        .anyMatch(line -> line.startsWith("RESTORE_START Runtime Version: java:25.v1\t"))
        .anyMatch(line -> line.matches("RESTORE_REPORT Restore Duration: [0-9.]+ ms"))
        .anyMatch(
            line -> line.matches("REPORT .*\tRestore Duration: .*\tBilled Restore Duration: .*"));
  }

  @Test
  void restoresAnotherProcessForEachEnvironment(@TempDir Path meeting) throws Exception {
    Callable<String> invocation = () -> rig.answer("snap:1", '"' + meeting.toString() + '"');
    var pids = new HashSet<String>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : executor.invokeAll(List.of(invocation, invocation))) {
        pids.add(Json.parse(answer.get()).get(4).asText());
      }
    }

    assertThat(pids).hasSize(2);
    assertThat(pids).contains(Json.parse(rig.answer("snap:live", "{}")).get(4).asText());
  }

  @Test
  void refusesTheInvocationWhoseRestoreFails() throws InterruptedException {
    assertThat(rig.invoke("unrestorable:live", "{}"))
        .isEqualTo(
            new InvocationResult.Refused(
                400,
                "SnapStartException",
                "The afterRestore() runtime hook encountered an error. For more information, check"
                    + " the Amazon CloudWatch logs."));

    assertThat(rig.texts())
        .anyMatch(line -> line.matches("RESTORE_REPORT .*\tStatus: error\tError Type: .*"));
  }
}
