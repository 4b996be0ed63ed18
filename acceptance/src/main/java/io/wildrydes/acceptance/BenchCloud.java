// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A local cloud as people start it: a process of its own on free ports, from the built jars.
final class BenchCloud implements AutoCloseable {
  private static final Path LOCAL_CLOUD = Path.of("local-cloud", "target");
  private static final String MAIN = "io.wildrydes.local.Main";
  private static final Pattern AWS_ENDPOINT = Pattern.compile(".*AWS_ENDPOINT_URL=(\\S+) .*");

  /// Stands among the outputs; no output's name has a space.
  private static final String AWS = "AWS endpoint";

  private static final Duration END_LIMIT = Duration.ofSeconds(20);
  private static final Duration QUIET_LIMIT = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration QUIET_CPU = Duration.ofMillis(20);

  private final Process process;
  private final double readyMillis;
  private final Map<String, String> outputs;

  private BenchCloud(Process process, double readyMillis, Map<String, String> outputs) {
    this.process = process;
    this.readyMillis = readyMillis;
    this.outputs = outputs;
  }

  /// Starts one and returns when it says that it is ready.
  ///
  /// @param flags more than ports and template
  /// @throws IOException when it ends before
  static BenchCloud start(Path template, String... flags) throws IOException {
    long start = System.nanoTime();
    var arguments = new ArrayList<>(List.of("--gateway-port", "0", "--aws-port", "0", "--quiet"));
    arguments.addAll(List.of("--template", template.toString()));
    arguments.addAll(List.of(flags));
    var process = spawn(arguments);
    var outputs = new HashMap<String, String>();
    var reader = process.inputReader(StandardCharsets.UTF_8);
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.equals("ready")) {
        return new BenchCloud(process, (System.nanoTime() - start) / 1e6, outputs);
      }
      addOutput(line, outputs);
    }
    process.destroyForcibly();
    throw new IOException("the local cloud ended before it was ready; what it said stands above");
  }

  /// From spawn to the banner's last line.
  double readyMillis() {
    return readyMillis;
  }

  /// An output of the stack.
  String output(String name) throws IOException {
    var value = outputs.get(name);
    if (value == null) {
      throw new IOException("the local cloud printed no output " + name);
    }
    return value;
  }

  /// Where all AWS APIs answer.
  URI awsEndpoint() throws IOException {
    return URI.create(output(AWS));
  }

  /// Its processes.
  BenchProcesses processes() {
    return new BenchProcesses(process.toHandle());
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

  /// Ends it as Ctrl-C would; returns when it and its children are gone.
  @Override
  public void close() {
    var tree = processes().all();
    process.destroy();
    try {
      if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        tree.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException _) {
      tree.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }

  private static Process spawn(List<String> arguments) throws IOException {
    var jar = LOCAL_CLOUD.resolve("local-cloud.jar");
    if (!Files.exists(jar)) {
      throw new IOException(jar + " does not exist; run make build, and this from the top folder");
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(jar + File.pathSeparator + LOCAL_CLOUD.resolve("lib", "*"));
    command.add(MAIN);
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /// The banner says `output Name = value`, and `AWS endpoint AWS_ENDPOINT_URL=value ...`.
  private static void addOutput(String line, Map<String, String> outputs) {
    var endpoint = AWS_ENDPOINT.matcher(line);
    if (endpoint.matches()) {
      outputs.put(AWS, endpoint.group(1) + "/");
    }
    int equals = line.indexOf(" = ");
    if (line.startsWith("output ") && equals > 0) {
      outputs.put(line.substring("output ".length(), equals).strip(), line.substring(equals + 3));
    }
  }
}
