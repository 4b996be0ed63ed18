// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A process that was started here, with all that it has started itself. What it prints goes to a
/// file, so that it never waits for a reader. Any thread may end it while another waits for it.
public final class StartedProcess implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(2);
  private static final int LAST_LINES = 5;

  private final String name;
  private final Process process;
  private final Path output;

  private StartedProcess(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  /// Starts it, and waits for nothing.
  ///
  /// @param name what it is, for messages
  /// @param output the file for what it prints
  public static StartedProcess start(String name, ProcessBuilder command, Path output)
      throws IOException {
    return new StartedProcess(name, command.redirectOutput(output.toFile()).start(), output);
  }

  /// Waits until it has printed such a line.
  ///
  /// @return what it has printed
  /// @throws IOException when the line does not come: then all of it is killed
  public List<String> awaitLine(Predicate<String> line, Duration limit)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    boolean found = false;
    try {
      while (true) {
        boolean alive = process.isAlive(); // or the last it printed could be missed
        var lines = printed();
        found = lines.stream().anyMatch(line);
        if (found) {
          return lines;
        }
        if (!alive) {
          throw new IOException(
              "%s ended with exit code %d before it was ready%s"
                  .formatted(name, process.exitValue(), lastWords()));
        }
        if (System.nanoTime() > end) {
          throw new IOException(
              "%s was not ready within %d s%s".formatted(name, limit.toSeconds(), lastWords()));
        }
        Thread.sleep(LOOK);
      }
    } finally {
      if (!found) {
        close();
      }
    }
  }

  /// The whole lines that it has printed so far.
  public List<String> printed() throws IOException {
    var text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /// The process itself.
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /// Asks it to end, as Ctrl-C does, and returns when it has.
  ///
  /// @return false when it did not within the limit: then all of it was killed
  public boolean stop(Duration limit) throws InterruptedException {
    process.destroy();
    return endsWithin(limit);
  }

  /// Lets it read the end of its input, and returns when it has ended; the same otherwise.
  public boolean endInput(Duration limit) throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // it has ended already
    }
    return endsWithin(limit);
  }

  /// What it printed last, to stand behind a message; empty when that is nothing.
  public String lastWords() throws IOException {
    var lines = printed();
    var last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    return last.isEmpty() ? "" : "; it said last: " + String.join(" / ", last);
  }

  /// Kills it and all that it has started, at once.
  @Override
  public void close() {
    var tree = Stream.concat(Stream.of(handle()), handle().descendants()).toList();
    tree.forEach(ProcessHandle::destroyForcibly);
  }

  private boolean endsWithin(Duration limit) throws InterruptedException {
    boolean ended = false;
    try {
      ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (!ended) {
        close();
      }
    }
    return ended;
  }
}
