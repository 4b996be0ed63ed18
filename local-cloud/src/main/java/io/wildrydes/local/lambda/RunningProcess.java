// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A process that was started.
final class RunningProcess implements SandboxProcess {
  private static final Duration GRACE = Duration.ofMillis(500);
  private static final long SHORTEST_PERIOD_MS = 10;
  private static final long LONGEST_PERIOD_MS = 160;
  private static final int KILOBYTES = 1024;
  private static final long MEMORY_PERIOD_MS = 100;

  private final Process process;
  private final ProcessOutput output;
  private volatile int peakMemoryMb;
  private volatile int memoryLimitMb = Integer.MAX_VALUE;
  private volatile boolean exceededMemory;

  private RunningProcess(Process process, ProcessOutput output) {
    this.process = process;
    this.output = output;
  }

  /// Starts the command in a clean environment: nothing of ours leaks into a function.
  static RunningProcess start(
      List<String> command, Map<String, String> environment, Path folder, Consumer<String> lines) {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      var started = new RunningProcess(process, new ProcessOutput(process, lines));
      Thread.ofVirtual().name("lambda-output-" + process.pid()).start(started::pump);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("the system refuses", e);
    }
  }

  long pid() {
    return process.pid();
  }

  /// Ends the process when it holds more memory than this, as Lambda does.
  ///
  /// **Differs:** what counts is anonymous memory (heap, threads, native allocations), measured
  /// every tenth of a second; mapped files do not count, because the AOT cache is one.
  void limitMemory(int megabytes) {
    memoryLimitMb = megabytes;
  }

  /// Whether it was ended because it held more memory than it may.
  boolean exceededMemory() {
    return exceededMemory;
  }

  /// Runs the action once the process has ended and its output is delivered.
  void whenExited(Consumer<Integer> action) {
    var _ =
        process
            .onExit()
            .thenAccept(ended -> {
              output.end();
              action.accept(ended.exitValue());
            });
  }

  @Override
  public void drain() {
    output.drain();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  /// By its handle, here and below: `Process` would close our end of the pipes, and with it lose
  /// what the process wrote last.
  @Override
  public void kill() {
    process.toHandle().destroyForcibly();
  }

  @Override
  public void killWithDescendants() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    kill();
  }

  @Override
  public void terminate() {
    process.toHandle().destroy();
  }

  @Override
  public void awaitEnd(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public int peakMemoryMb() {
    memoryMb("VmHWM:").ifPresent(megabytes -> peakMemoryMb = megabytes);
    return peakMemoryMb;
  }

  /// One of the figures that the system keeps about the process, rounded up; empty once it has
  /// ended. Asked twice for each invocation, hence no streams and no regular expressions.
  private OptionalInt memoryMb(String field) {
    try (var file = new FileInputStream("/proc/" + process.pid() + "/status")) {
      var status = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
      int at = status.indexOf(field);
      if (at < 0) {
        return OptionalInt.empty();
      }
      var kilobytes = status.substring(at + field.length(), status.indexOf("kB", at)).strip();
      return OptionalInt.of(Math.ceilDiv(Integer.parseInt(kilobytes), KILOBYTES));
    } catch (IOException _) {
      return OptionalInt.empty();
    }
  }

  private void checkMemory() {
    if (memoryMb("RssAnon:").orElse(0) > memoryLimitMb) {
      exceededMemory = true;
      kill();
    }
  }

  /// Between invocations, and during long ones, nobody else asks for the output. Looks less often
  /// while there is none.
  private void pump() {
    try {
      long period = SHORTEST_PERIOD_MS;
      long unchecked = 0;
      while (!process.waitFor(period, TimeUnit.MILLISECONDS)) {
        if (peakMemoryMb == 0) {
          peakMemoryMb(); // else nothing is known of a process that ends while it initialises
        }
        unchecked += period;
        if (unchecked >= MEMORY_PERIOD_MS) {
          unchecked = 0;
          checkMemory();
        }
        period = output.drain() ? SHORTEST_PERIOD_MS : Math.min(period * 2, LONGEST_PERIOD_MS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
