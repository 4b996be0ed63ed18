// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No function process outlives its local cloud.
final class ProcessEndIT {
  @TempDir private static Path folder;

  @Test
  void endsProcessesWhenItIsClosed() throws InterruptedException {
    long pid;
    try (var rig = rig(folder)) {
      pid = Long.parseLong(rig.answer("echo", "\"pid\""));
    }

    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "\"hang\""})
  void leavesNoProcessBehindWhenTheLocalCloudIsKilled(String event) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Killed.class.getName(),
            folder.toString(),
            event);
    var localCloud = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines = localCloud.inputReader(StandardCharsets.UTF_8)) {
      var function = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();

      localCloud.destroyForcibly();

      assertThat(function.onExit()).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  private static LambdaRig rig(Path folder) {
    return new LambdaRig(folder).function("echo", "EchoHandler", "{\"Timeout\":20}").start();
  }

  /// A local cloud that prints the process of its function, keeps it busy with an event and waits
  /// to be killed.
  static final class Killed {
    public static void main(String[] args) throws InterruptedException {
      var rig = rig(Path.of(args[0]));
      var pid = rig.answer("echo", "\"pid\"");
      var busy = Thread.ofVirtual().unstarted(() -> invoke(rig, args[1]));
      busy.start();
      if (args[1].equals("\"hang\"")) {
        LambdaRig.await("busy function", () -> rig.texts().contains("about to hang"));
      }
      System.out.println(pid);
      busy.join();
      new CountDownLatch(1).await(1, TimeUnit.MINUTES);
    }

    private static void invoke(LambdaRig rig, String event) {
      try {
        rig.invoke("echo", event);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
