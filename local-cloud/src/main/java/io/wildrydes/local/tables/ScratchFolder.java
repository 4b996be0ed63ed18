// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A folder for one local cloud's run, named after its process so that the next can tell whether it
/// was left behind.
final class ScratchFolder {
  private static final String PREFIX = "wild-rydes-tables-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.*");

  private ScratchFolder() {}

  /// Makes a folder in this one, after deleting there what processes that have ended left behind.
  static Path in(Path parent, String uniqueName) throws IOException {
    Files.createDirectories(parent);
    for (var other : list(parent)) {
      if (isLeftBehind(other)) {
        deleteAll(other);
      }
    }
    return Files.createDirectory(
        parent.resolve(PREFIX + ProcessHandle.current().pid() + "-" + uniqueName));
  }

  /// Deletes a folder and what is in it, if it is there.
  static void deleteAll(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException _) {
      // it is gone already
    }
  }

  private static boolean isLeftBehind(Path folder) {
    var match = NAME.matcher(folder.getFileName().toString());
    return match.matches()
        && Optional.of(Long.parseLong(match.group(1)))
            .flatMap(ProcessHandle::of)
            .filter(ProcessHandle::isAlive)
            .isEmpty();
  }

  private static List<Path> list(Path parent) throws IOException {
    try (var entries = Files.list(parent)) {
      return entries.toList();
    }
  }
}
