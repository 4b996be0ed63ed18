// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import io.wildrydes.acceptance.CloudCommand;
import io.wildrydes.acceptance.StartedProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A local cloud as people start it: a process of its own on free ports, from the built jars.
final class BenchCloud implements AutoCloseable {
  private static final Path LOCAL_CLOUD = Path.of("local-cloud", "target");

  /// The first start on a machine also gets DynamoDB Local.
  private static final Duration READY_LIMIT = Duration.ofMinutes(5);

  private static final Duration END_LIMIT = Duration.ofSeconds(20);
  private static final Duration QUIET_LIMIT = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration QUIET_CPU = Duration.ofMillis(20);

  private final StartedProcess process;
  private final double readyMillis;
  private final List<String> banner;

  private BenchCloud(StartedProcess process, double readyMillis, List<String> banner) {
    this.process = process;
    this.readyMillis = readyMillis;
    this.banner = banner;
  }

  /// Starts one and returns when it says that it is ready. What it complains of is told here.
  ///
  /// @param flags more than ports and template
  /// @throws IOException when it ends before, or takes too long
  static BenchCloud start(Path template, String... flags) throws IOException, InterruptedException {
    long start = System.nanoTime();
    var command = CloudCommand.of(LOCAL_CLOUD, template, List.of(flags));
    command.redirectError(ProcessBuilder.Redirect.INHERIT);
    var process = StartedProcess.start("the local cloud", command, Bench.outputFile());
    var banner = process.awaitLine(CloudCommand.READY::equals, READY_LIMIT);
    return new BenchCloud(process, (System.nanoTime() - start) / 1e6, banner);
  }

  /// From spawn to the banner's last line.
  double readyMillis() {
    return readyMillis;
  }

  /// An output of the stack that is a URL of it: the banner says `output Name = value`.
  String output(String name) throws IOException {
    var output = Pattern.compile("output +" + Pattern.quote(name) + " = (.+)");
    return banner.stream()
        .map(output::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .findFirst()
        .orElseThrow(() -> new IOException("the local cloud printed no output " + name));
  }

  /// Where all AWS APIs answer.
  URI awsEndpoint() throws IOException {
    return CloudCommand.awsEndpoint(banner).resolve("/");
  }

  /// Its processes.
  BenchProcesses processes() {
    return new BenchProcesses(process.handle());
  }

  /// Returns when process and children use next to no processor time: snapshots are parked and
  /// caches trained.
  void awaitQuiet() throws IOException, InterruptedException {
    long limit = System.nanoTime() + QUIET_LIMIT.toNanos();
    int quiet = 0;
    var before = processes().processorTime();
    while (quiet < 2) {
      if (System.nanoTime() > limit) {
        throw new IOException(
            "the local cloud was not idle within " + QUIET_LIMIT.toSeconds() + " s");
      }
      Thread.sleep(LOOK);
      var now = processes().processorTime();
      boolean idle = now.minus(before).abs().compareTo(QUIET_CPU) <= 0;
      quiet = idle && !processes().isTraining() ? quiet + 1 : 0;
      before = now;
    }
  }

  /// Ends it as Ctrl-C would; returns when it is gone.
  @Override
  public void close() {
    try {
      boolean _ = process.stop(END_LIMIT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
