// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Functions whose processes the system refuses to start.
final class UnstartableIT {
  private static final String ERROR =
      "{\"errorType\":\"Runtime.InvalidEntrypoint\",\"errorMessage\":"
          + "\"the function's process cannot be started; its log says why\"}";
  private static final Path REAL = Path.of(System.getProperty("java.home"));
  @TempDir private Path folder;
  private Path java;

  @BeforeEach
  void makeAJavaThatCannotRun() throws IOException {
    var home = Files.createDirectories(folder.resolve("jdk"));
    Files.copy(REAL.resolve("release"), home.resolve("release"));
    java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexec '%s/bin/java' \"$@\"\n".formatted(REAL));
  }

  @Test
  void failsTheInvocationUntilTheProcessCanBeStarted() throws Exception {
    try (var rig = new LambdaRig(folder).on(java).function("echo", "EchoHandler", "{}").start()) {
      assertThat(rig.error("echo", "{}")).isEqualTo(ERROR);

      assertThat(rig.texts())
          .anyMatch(line ->
              line.matches("process cannot be started: the system refuses, .*Permission denied.*"))
          .anyMatch(line ->
              line.matches("INIT_REPORT .*Status: error\tError Type: Runtime.InvalidEntrypoint"))
          .anyMatch(line -> line.startsWith("REPORT RequestId: "));

      Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
      assertThat(rig.answer("echo", "\"works\"")).isEqualTo("\"works\"");
    }
  }

  @Test
  void failsARestoreLikewiseAndOnlyAsLongAsItMust() throws Exception {
    try (var rig =
        new LambdaRig(folder)
            .on(java)
            .function("echo", "EchoHandler", "{\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\"}}")
            .published("echo")
            .start()) {
      assertThat(rig.error("echo:live", "{}")).isEqualTo(ERROR);

      Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
      assertThat(rig.answer("echo:live", "\"works\"")).isEqualTo("\"works\"");
    }
  }

  @Test
  void forgetsTheCredentialsOfAProcessThatNeverWas() throws Exception {
    try (var rig = new LambdaRig(folder).on(java).function("echo", "EchoHandler", "{}").start()) {
      rig.error("echo", "{}");

      assertThat(rig.secrets).isNotEmpty();
      assertThat(rig.secrets)
          .map(secret -> "ASIA" + secret.substring(0, 16).toUpperCase(Locale.ROOT))
          .map(rig.credentials::callerArn)
          .containsOnly("arn:aws:iam::000000000000:user/developer");
    }
  }

  @Test
  void failsTheInvocationWhenTheWorkFolderCannotBeWritten() throws Exception {
    Files.writeString(folder.resolve("work"), "a file where a folder should be");

    try (var rig = new LambdaRig(folder).function("echo", "EchoHandler", "{}").start()) {
      assertThat(rig.error("echo", "{}")).isEqualTo(ERROR);
    }
  }
}
