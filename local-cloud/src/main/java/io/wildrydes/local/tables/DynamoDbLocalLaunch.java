// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Starts processes of DynamoDB Local, one after the other, on the same tables.
///
/// ```
/// <work>/wild-rydes-tables-.../     the launcher's class and the library that SQLite unpacks
/// <memory>/wild-rydes-tables-.../   the tables, unless they have a folder that is kept
/// ```
///
/// Tables are always in a file, so that a process that ends takes none with it. A file in memory is
/// as fast as DynamoDB Local's own memory; one on a disk is written through for each change.
final class DynamoDbLocalLaunch implements AutoCloseable {
  private static final String MAIN = DynamoDbLocalMain.class.getName();
  private static final long LEAST_MEMORY_BYTES = 32L * 1024 * 1024;
  private static final List<String> JVM =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xms32m",
          "-Xmx256m",
          "-XX:+ExitOnOutOfMemoryError", // one that goes on without a thread of its own hangs
          "-XX:-UsePerfData",
          "-XX:ErrorFile=/tmp/hs_err_pid%p.log");

  private final TablesConfig config;
  private final Supplier<String> uniqueNames;
  private final List<ScratchFolder> scratch = new ArrayList<>();
  private @Nullable List<String> command;

  DynamoDbLocalLaunch(TablesConfig config, Supplier<String> uniqueNames) {
    this.config = config;
    this.uniqueNames = uniqueNames;
  }

  /// Starts a process; the first time this may take Maven and a minute.
  ///
  /// @throws IllegalArgumentException when DynamoDB Local cannot be had, or has no folder to write
  DynamoDbLocalProcess start() throws InterruptedException {
    var known = command;
    if (known == null) {
      var classPath = new DynamoDbLocalFiles(config, uniqueNames).classPath();
      known = prepare(classPath);
      command = known;
    }
    return DynamoDbLocalProcess.start(known, scratch.getFirst().path());
  }

  /// Deletes what need not outlive us; the process has ended.
  @Override
  public void close() {
    scratch.forEach(ScratchFolder::close);
  }

  private List<String> prepare(String classPath) {
    try {
      var own = scratch(config.workFolder());
      var tables = tables();
      copyLauncher(own);
      var line = new ArrayList<String>();
      line.add(config.java().toString());
      line.addAll(JVM);
      line.add("-Djava.io.tmpdir=" + own.toAbsolutePath());
      line.addAll(List.of("-cp", own.toAbsolutePath() + File.pathSeparator + classPath, MAIN));
      line.add(Integer.toString(scratch.size()));
      scratch.forEach(folder -> line.add(folder.path().toAbsolutePath().toString()));
      line.addAll(List.of("-sharedDb", "-disableTelemetry"));
      line.addAll(List.of("-dbPath", tables.toAbsolutePath().toString()));
      return line;
    } catch (IOException e) {
      throw TablesConfig.unusable(config.dataFolder().orElse(config.workFolder()), e);
    }
  }

  private Path tables() throws IOException {
    if (config.dataFolder().isPresent()) {
      return Files.createDirectories(config.dataFolder().get());
    }
    var parent = hasMemory(config.memoryFolder()) ? config.memoryFolder() : config.workFolder();
    return scratch(parent);
  }

  private Path scratch(Path parent) throws IOException {
    var folder = ScratchFolder.in(parent, uniqueNames.get());
    scratch.add(folder);
    return folder.path();
  }

  private static boolean hasMemory(Path folder) throws IOException {
    return Files.isDirectory(folder)
        && Files.isWritable(folder)
        && Files.getFileStore(folder).getUsableSpace() >= LEAST_MEMORY_BYTES;
  }

  /// The one class of ours that the process runs, away from all others.
  private static void copyLauncher(Path folder) throws IOException {
    var name = MAIN.replace('.', '/') + ".class";
    var file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    try (var bytes = DynamoDbLocalMain.class.getResourceAsStream("/" + name)) {
      if (bytes == null) {
        throw new IllegalStateException(name + " is part of this program");
      }
      Files.copy(bytes, file);
    }
  }
}
