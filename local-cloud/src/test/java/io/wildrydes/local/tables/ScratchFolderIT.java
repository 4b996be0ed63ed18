// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders of several processes in one parent.
class ScratchFolderIT {
  @TempDir Path parent;

  /// Makes a folder in the one that is given, says so, and has it until standard input ends.
  public static void main(String[] args) throws IOException {
    var folder = ScratchFolder.in(Path.of(args[0]), "other");
    System.out.println(folder.path());
    System.in.read();
  }

  @Test
  void deletesThoseOfProcessesThatHaveEndedAndNoOthers() throws Exception {
    var other = start();
    try (var reader = other.inputReader(StandardCharsets.UTF_8)) {
      var theirs = Path.of(reader.readLine());

      ScratchFolder.in(parent, "first").close();
      assertThat(theirs).isDirectory();

      other.destroyForcibly().waitFor();
      ScratchFolder.in(parent, "second").close();
      assertThat(theirs).doesNotExist();
    }
  }

  /// To look at a lock of its own would have ended it.
  @Test
  void staysWhenItsProcessMakesAnother() throws Exception {
    try (var first = ScratchFolder.in(parent, "first");
        var _ = ScratchFolder.in(parent, "second")) {
      var other = start();
      try (var reader = other.inputReader(StandardCharsets.UTF_8)) {
        assertThat(reader.readLine()).isNotNull();
      } finally {
        other.destroyForcibly().waitFor();
      }

      assertThat(first.path()).isDirectory();
      assertThat(first.path().resolve("lock")).exists();
    }
  }

  private Process start() throws IOException {
    var classes = Path.of("target").toAbsolutePath();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classes.resolve("classes") + File.pathSeparator + classes.resolve("test-classes"),
            ScratchFolderIT.class.getName(),
            parent.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
