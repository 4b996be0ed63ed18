// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One process of DynamoDB Local. Its output is read all the time, or it would block, and the last
/// lines are kept in case it does not start.
final class DynamoDbLocalProcess {
  private static final int LINES_KEPT = 5;
  private static final ThreadFactory READERS =
      Thread.ofPlatform().daemon().name("dynamodb-local-output").factory();

  private final Process process;
  private final CompletableFuture<OptionalInt> port = new CompletableFuture<>();
  private final Deque<String> lastLines = new ArrayDeque<>();

  private DynamoDbLocalProcess(Process process) {
    this.process = process;
  }

  /// Starts the command in a clean environment, telemetry off.
  ///
  /// @throws IllegalArgumentException when the system has no such program
  static DynamoDbLocalProcess start(List<String> command, Path folder) {
    return start(command, folder, READERS);
  }

  /// @param readers makes the thread that reads the output
  static DynamoDbLocalProcess start(List<String> command, Path folder, ThreadFactory readers) {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
    try {
      var started = new DynamoDbLocalProcess(builder.start());
      started.read(readers);
      return started;
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /// What people are told when the system does not let a process start.
  static IllegalArgumentException refused(Throwable why) {
    return new IllegalArgumentException(
        "DynamoDB Local not started, the system refuses: " + why.getMessage(), why);
  }

  long pid() {
    return process.pid();
  }

  /// Waits for the port; empty when the process ends before, or does not get there in time.
  OptionalInt awaitPort(Duration limit) throws InterruptedException {
    try {
      return port.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return OptionalInt.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the port is never an exception", e);
    }
  }

  boolean awaitEnd(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// How it ended; what it said last when that was not a signal.
  String ending() {
    return process.isAlive() ? "not ended" : "exit=" + process.exitValue();
  }

  String lastLines() {
    synchronized (lastLines) {
      return String.join(" / ", lastLines);
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  /// Tells the process that we end, and kills it when it does not end in time.
  void stop(Duration limit) throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // it has ended already
    }
    if (!awaitEnd(limit)) {
      kill();
      awaitEnd(limit);
    }
  }

  private void read(ThreadFactory readers) {
    try {
      readers.newThread(this::readOutput).start();
    } catch (OutOfMemoryError e) {
      kill(); // there is no memory for a thread, and nobody else will know of the process
      throw e;
    }
  }

  private void readOutput() {
    try (var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException _) {
      // the process was killed
    }
    port.complete(OptionalInt.empty());
  }

  private void take(String line) {
    if (line.startsWith(DynamoDbLocalMain.READY)) {
      int number = Integer.parseInt(line.substring(DynamoDbLocalMain.READY.length()));
      port.complete(OptionalInt.of(number));
      return;
    }
    synchronized (lastLines) {
      lastLines.add(line);
      if (lastLines.size() > LINES_KEPT) {
        lastLines.remove();
      }
    }
  }
}
