// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.wildrydes.acceptance.JsonLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What this process holds: file descriptors, and heap that is still in use after a collection.
record Footprint(int files, long heapBytes) {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
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

  /// All threads that have a name, virtual ones too.
  ///
  /// @param folder where the dump is written first
  static List<NamedThread> threads(Path folder) {
    var file = folder.resolve("threads.json");
    try {
      Files.deleteIfExists(file);
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(
              file.toAbsolutePath().toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
      var dump = JsonLines.parse(Files.readString(file)).orElseThrow();
      var threads = new ArrayList<NamedThread>();
      for (var container : dump.at("/threadDump/threadContainers")) {
        for (var thread : container.path("threads")) {
          var name = thread.path("name").asText();
          threads.add(new NamedThread(container.path("container").asText(), name));
        }
      }
      threads.removeIf(thread -> thread.name().isEmpty());
      return threads;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A thread.
  ///
  /// @param container the executor it belongs to, or the one that stands for all others
  record NamedThread(String container, String name) {
    private static final String NO_EXECUTOR = "<root>";

    /// Whether its executor was among these threads' already.
    boolean belongsWith(List<NamedThread> others) {
      return !container.equals(NO_EXECUTOR)
          && others.stream().anyMatch(other -> other.container.equals(container));
    }
  }
}
