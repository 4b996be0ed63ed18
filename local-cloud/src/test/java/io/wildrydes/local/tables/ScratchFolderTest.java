// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
  /// Of a process that no longer is, and of one that is another container's.
  private static final String LEFT_BEHIND = "wild-rydes-tables-999999999-1-left";

  @TempDir Path parent;

  @Test
  void deletesItselfWithAllThatIsInIt() throws IOException {
    var folder = ScratchFolder.in(parent, "own");
    Files.createDirectories(folder.path().resolve("a/b"));
    Files.createFile(folder.path().resolve("a/b/c"));
    assertThat(folder.path().getFileName().toString()).endsWith("-own");

    folder.close();

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void deletesWhatAKilledOneLeftBehind() throws IOException {
    var left = Files.createDirectories(parent.resolve(LEFT_BEHIND).resolve("a"));
    Files.createFile(left.resolve("table"));
    Files.createFile(left.resolveSibling("lock"));

    try (var folder = ScratchFolder.in(parent, "own")) {
      assertThat(parent).isDirectoryNotContaining(path -> !path.equals(folder.path()));
    }
  }

  @Test
  void leavesThoseOfItsOwnProcess() throws IOException {
    try (var first = ScratchFolder.in(parent, "first");
        var second = ScratchFolder.in(parent, "second")) {
      assertThat(first.path()).isDirectory();
      assertThat(second.path()).isDirectory();
    }
  }

  /// No lock yet, or no longer: whoever made it, or deletes it, is at it.
  @Test
  void leavesAFolderWithoutALock() throws IOException {
    var other = Files.createDirectory(parent.resolve(LEFT_BEHIND));

    ScratchFolder.in(parent, "own").close();

    assertThat(other).isDirectory();
  }

  @Test
  void startsAlthoughAnothersFolderCannotBeDeleted() throws IOException {
    var other = Files.createDirectories(parent.resolve(LEFT_BEHIND).resolve("a"));
    var lock = Files.createFile(other.resolveSibling("lock"));
    var inside = Files.createDirectory(other.resolve("b"));
    assumeThat(other.toFile().setWritable(false) && !Files.isWritable(other))
        .as("somebody who may not delete everything")
        .isTrue();

    try (var folder = ScratchFolder.in(parent, "own")) {
      assertThat(folder.path()).isDirectory();
      assertThat(inside).isDirectory();
      assertThat(lock).exists();
    } finally {
      assertThat(other.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void leavesWhatAnotherUserLeftBehind() throws IOException {
    var other = Files.createDirectory(parent.resolve(LEFT_BEHIND));
    Files.createFile(other.resolve("lock"));
    assumeThat(isGivenAway(other)).as("somebody who may give a folder away").isTrue();

    ScratchFolder.in(parent, "own").close();

    assertThat(other).isDirectory();
  }

  private static boolean isGivenAway(Path folder) {
    try {
      Files.setAttribute(folder, "unix:uid", 65534);
      return true;
    } catch (IOException | RuntimeException _) {
      return false;
    }
  }
}
