// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The log files of a local cloud, and how long each was when the running test began. Tests of one
/// class that run at once see each other's lines.
final class FunctionOutput implements AutoCloseable {
  private static final String SUFFIX = ".log";

  private final Path folder;
  private final boolean isTemporary;
  private volatile Map<Path, Integer> marks = Map.of();

  private FunctionOutput(Path folder, boolean isTemporary) {
    this.folder = folder;
    this.isTemporary = isTemporary;
  }

  /// Output in this folder, which stays; or in a temporary one, which goes.
  static FunctionOutput of(@Nullable Path folder) {
    try {
      return folder == null
          ? new FunctionOutput(Files.createTempDirectory("local-cloud-logs"), true)
          : new FunctionOutput(folder, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  List<String> lines(String logGroup) {
    return lines(folder.resolve(logGroup.replaceFirst("^/", "") + SUFFIX));
  }

  /// A test begins.
  void mark() {
    var counts = new TreeMap<Path, Integer>();
    files().forEach(file -> counts.put(file, lines(file).size()));
    marks = counts;
  }

  /// Prints what was logged since the test began, behind each function's name.
  void printSinceMark(String test) {
    System.out.println("what functions logged during " + test + ":");
    for (var file : files()) {
      var name = file.getFileName().toString().replace(SUFFIX, "");
      lines(file).stream()
          .skip(marks.getOrDefault(file, 0))
          .forEach(line -> System.out.println("[" + name + "] " + line));
    }
  }

  @Override
  public void close() {
    if (!isTemporary) {
      return;
    }
    try (var all = Files.walk(folder)) {
      for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.exists(folder) ? Files.walk(folder) : Stream.of()) {
      return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A function may write what is no text, and the last line may be in the making.
  private static List<String> lines(Path file) {
    try {
      return Files.exists(file)
          ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
