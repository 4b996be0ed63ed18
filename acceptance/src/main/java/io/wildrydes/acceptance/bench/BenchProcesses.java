// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import io.wildrydes.acceptance.FunctionProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A process and all that it has started, as the system accounts for them.
///
/// @param root the process
record BenchProcesses(ProcessHandle root) {
  private static final Pattern HANDLER = Pattern.compile("\\.(\\w+Handler)\0$");
  private static final Path PROC = Path.of("/proc");
  private static final double KILOBYTES_PER_MB = 1000 / 1.024;

  List<ProcessHandle> all() {
    return Stream.concat(Stream.of(root), root.descendants()).toList();
  }

  /// Whether an AOT cache is being trained; its process says so in its command line.
  boolean isTraining() {
    return all().stream()
        .map(FunctionProcesses::commandLine)
        .anyMatch(FunctionProcesses::isTraining);
  }

  /// Resident memory in MB of 10^6 bytes; NaN where the system does not tell.
  double residentMb() {
    return Files.exists(PROC)
        ? all().stream().mapToDouble(BenchProcesses::residentKilobytes).sum() / KILOBYTES_PER_MB
        : Double.NaN;
  }

  /// Processor time used so far, of those that still run.
  Duration processorTime() {
    return processorTimes().values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  /// Processor time used so far by name: a function's processes by their handler, which stands last
  /// in the command line, together; the first process as `local cloud`, what is no function as
  /// `others`.
  Map<String, Duration> processorTimes() {
    var times = new TreeMap<String, Duration>();
    for (var process : all()) {
      times.merge(
          name(process), process.info().totalCpuDuration().orElse(Duration.ZERO), Duration::plus);
    }
    return times;
  }

  private String name(ProcessHandle process) {
    if (process.equals(root)) {
      return "local cloud";
    }
    var handler = HANDLER.matcher(FunctionProcesses.commandLine(process));
    return handler.find() ? handler.group(1) : "others";
  }

  private static double residentKilobytes(ProcessHandle process) {
    try (var lines = Files.lines(PROC.resolve(Long.toString(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException | UncheckedIOException _) {
      return 0; // it has just ended
    }
  }
}
