// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void leavesNoProcessBehindWhenTheLocalCloudIsKilled() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Killed.class.getName(),
            folder.toString());
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

  /// A local cloud that prints the process of its function and waits to be killed.
  static final class Killed {
    public static void main(String[] args) throws InterruptedException {
      System.out.println(rig(Path.of(args[0])).answer("echo", "\"pid\""));
      Thread.sleep(Duration.ofMinutes(1));
    }
  }
}
