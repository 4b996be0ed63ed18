// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The harm that shows in log lines, the platform's and the functions' own.
///
/// @param folder log files are anywhere below it
record ChaosHarm(Path folder) {
  private static final Map<Trouble, Predicate<String>> SIGNS =
      Map.of(
          Trouble.KILL, line -> line.contains("Runtime exited with error: signal: killed"),
          Trouble.HANG, line -> line.contains(" Task timed out after "),
          Trouble.INIT_EXIT, line -> line.startsWith("INIT_REPORT") && line.contains("Status: err"),
          Trouble.OUT_OF_MEMORY, line -> line.contains("OutOfMemoryError"),
          Trouble.PARTNER_DOWN, line -> line.contains("java.net.ConnectException"));

  void count(TroubleTally tally) throws IOException {
    for (var file : files()) {
      for (var line : lines(file)) {
        SIGNS.forEach((trouble, sign) -> {
          if (sign.test(line)) {
            tally.harmed(trouble, 1);
          }
        });
      }
    }
  }

  /// How often one kind of trouble shows so far.
  long seen(Trouble trouble) throws IOException {
    var sign = SIGNS.getOrDefault(trouble, _ -> false);
    return files().stream().flatMap(file -> lines(file).stream()).filter(sign).count();
  }

  /// Every line about an order, behind the name of its file.
  List<String> about(String correlationId) throws IOException {
    return files().stream()
        .flatMap(file ->
            lines(file).stream()
                .filter(line -> line.contains(correlationId))
                .map(line -> folder.relativize(file) + ": " + line))
        .toList();
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    }
  }

  /// A killed process may leave half a character behind.
  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
