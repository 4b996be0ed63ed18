// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Memory and processor time of a process and all that it has started, from `/proc`; NaN where the
/// system has none.
record ProcessTree(ProcessHandle root, Path proc) {
  private static final double KILOBYTES_PER_MB = 1000 / 1.024;
  private static final double TICKS_PER_SECOND = 100; // USER_HZ, fixed on Linux

  /// Fields of `stat` after the command's name: own time in user and kernel, and that of children
  /// that have ended.
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;

  /// This process and all below it.
  static ProcessTree ofThisProcess() {
    return new ProcessTree(ProcessHandle.current(), Path.of("/proc"));
  }

  /// As things stand.
  Footprint now() {
    if (!Files.exists(proc)) {
      return new Footprint(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    var processes =
        Stream.concat(Stream.of(root), root.descendants()).map(ProcessHandle::pid).toList();
    double resident = 0;
    double proportional = 0;
    double cpu = 0;
    for (long pid : processes) {
      var folder = proc.resolve(Long.toString(pid));
      resident += megabytes(folder, "Rss:");
      proportional += megabytes(folder, "Pss:");
      cpu += cpuSeconds(text(folder.resolve("stat")));
    }
    return new Footprint(processes.size(), proportional, resident, cpu, load());
  }

  private double load() {
    var text = text(proc.resolve("loadavg"));
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text.split(" ", -1)[0]);
  }

  private static double megabytes(Path folder, String field) {
    return text(folder.resolve("smaps_rollup"))
        .lines()
        .filter(line -> line.startsWith(field))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KILOBYTES_PER_MB)
        .sum();
  }

  /// The command's name may hold anything, so what follows its last parenthesis is read.
  private static double cpuSeconds(String stat) {
    int name = stat.lastIndexOf(')');
    if (name < 0) {
      return 0;
    }
    return Stream.of(stat.substring(name + 2).split(" ", -1))
            .skip(FIRST_TIME)
            .limit(TIMES)
            .mapToLong(Long::parseLong)
            .sum()
        / TICKS_PER_SECOND;
  }

  /// Nothing for a process that has just ended.
  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException | UncheckedIOException _) {
      return "";
    }
  }

  /// What a tree of processes takes.
  ///
  /// @param pssMb memory in MB of 10^6 bytes, a page that several share counted once
  /// @param rssMb the same, such a page counted once for each
  /// @param cpuSeconds of processor time since the root began, ended children included
  /// @param load the machine's load average of the last minute
  record Footprint(int processes, double pssMb, double rssMb, double cpuSeconds, double load) {}
}
