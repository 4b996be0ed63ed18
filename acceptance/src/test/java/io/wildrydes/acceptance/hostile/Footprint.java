// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What this process holds: file descriptors, and heap that is still in use after a collection.
record Footprint(int files, long heapBytes) {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final Pattern NAMED_THREAD = Pattern.compile("#\\d+ \"([^\"]+)\".*");
  private static final int COLLECTIONS = 3;

  static Footprint now() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return new Footprint(openFiles(), memory.getHeapMemoryUsage().getUsed());
  }

  static int openFiles() {
    try (var files = Files.list(OPEN_FILES)) {
      return (int) files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The names of all threads that have one, virtual ones too.
  ///
  /// @param folder where the dump is written first
  static List<String> threads(Path folder) {
    var file = folder.resolve("threads.txt");
    try {
      Files.deleteIfExists(file);
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(
              file.toAbsolutePath().toString(),
              HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
      return Files.readAllLines(file).stream()
          .map(NAMED_THREAD::matcher)
          .filter(Matcher::matches)
          .map(matcher -> matcher.group(1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
