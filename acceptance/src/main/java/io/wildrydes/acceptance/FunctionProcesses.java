// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The processes in which a local cloud runs functions and keeps tables, seen from outside through
/// `/proc`.
///
/// @param cloud the local cloud's process
public record FunctionProcesses(ProcessHandle cloud, InstantSource clock) {
  /// The class that DynamoDB Local runs in.
  public static final String TABLES_MAIN = "io.wildrydes.local.tables.DynamoDbLocalMain";

  private static final Duration LOOK = Duration.ofMillis(5);
  private static final int SIGNAL_SECONDS = 10;
  private static final int INODE = 9;
  private static final String TRAINING = "\0-XX:AOTCacheOutput=";

  /// Those that serve one function or will, the oldest first; not one that only trains a cache.
  ///
  /// @param handler the function's handler, which ends the command line
  public List<ProcessHandle> of(String handler) {
    return cloud
        .children()
        .filter(child -> isServing(commandLine(child), handler))
        .sorted(Comparator.comparing(FunctionProcesses::startedAt))
        .toList();
  }

  private static boolean isServing(String commandLine, String handler) {
    return commandLine.endsWith(handler + "\0") && !isTraining(commandLine);
  }

  /// Whether a process with this command line only trains an AOT cache.
  public static boolean isTraining(String commandLine) {
    return commandLine.contains(TRAINING);
  }

  /// The process of DynamoDB Local, the one that was started last; empty while there is none.
  public Optional<ProcessHandle> ofTables() {
    return cloud
        .children()
        .filter(child -> isOfTables(commandLine(child)))
        .max(Comparator.comparing(FunctionProcesses::startedAt));
  }

  /// Whether a process with this command line is DynamoDB Local's.
  public static boolean isOfTables(String commandLine) {
    return commandLine.contains("\0" + TABLES_MAIN + "\0");
  }

  /// The process that has this local TCP port.
  public Optional<ProcessHandle> withPort(int port) throws IOException {
    var socket = "socket:[%s]".formatted(inode(port));
    return cloud.descendants().filter(process -> holds(process, socket)).findFirst();
  }

  /// A process of the function that starts from now on, as soon as it can be seen; empty when none
  /// does within the limit.
  public Optional<ProcessHandle> next(String handler, Duration limit) throws InterruptedException {
    var known = of(handler);
    var end = clock.instant().plus(limit);
    while (clock.instant().isBefore(end)) {
      var fresh = of(handler).stream().filter(process -> !known.contains(process)).findFirst();
      if (fresh.isPresent()) {
        return fresh;
      }
      Thread.sleep(LOOK);
    }
    return Optional.empty();
  }

  /// Sends a signal that Java cannot.
  public static void signal(ProcessHandle process, String signal)
      throws IOException, InterruptedException {
    var kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!kill.waitFor(SIGNAL_SECONDS, TimeUnit.SECONDS)) {
      kill.destroyForcibly();
    }
  }

  /// `/proc/net/tcp` has `index: address:port address:port state ... inode` in its lines, ports in
  /// hexadecimal; Java's sockets stand among those of IPv6.
  private static String inode(int port) throws IOException {
    var local = String.format(Locale.ROOT, ":%04X", port);
    for (var table : List.of("tcp6", "tcp")) {
      for (var line : Files.readAllLines(Path.of("/proc/net", table))) {
        var fields = line.strip().split("\\s+", -1);
        // A closed connection's line stays for a minute, without an inode.
        if (fields.length > INODE && fields[1].endsWith(local) && !fields[INODE].equals("0")) {
          return fields[INODE];
        }
      }
    }
    return "none";
  }

  private static boolean holds(ProcessHandle process, String socket) {
    try (var files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return files.anyMatch(file -> leadsTo(file, socket));
    } catch (IOException _) {
      return false; // it has just ended
    }
  }

  private static boolean leadsTo(Path file, String target) {
    try {
      return Files.readSymbolicLink(file).toString().equals(target);
    } catch (IOException _) {
      return false; // it has just been closed
    }
  }

  private static Instant startedAt(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.MAX);
  }

  /// The whole of it, each argument with a NUL behind it: [ProcessHandle.Info] cuts it off. Empty
  /// once the process has ended.
  public static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException _) {
      return ""; // it has just ended
    }
  }
}
