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
import java.util.List;
import java.util.concurrent.TimeUnit;

/// DynamoDB Local with nothing of ours in front of it, a floor of [Bench]: the process that a local
/// cloud starts, by the very command line, with folders of its own.
final class BenchDynamoDbLocal implements AutoCloseable {
  private static final String MAIN = "io.wildrydes.local.tables.DynamoDbLocalMain";
  private static final String READY = "DynamoDB Local listens on port ";
  private static final Path LAUNCHER = Path.of("local-cloud", "target", "local-cloud.jar");
  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  private final Process process;
  private final URI address;

  private BenchDynamoDbLocal(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /// Starts one and returns when it has answered a call.
  static BenchDynamoDbLocal start(Command command) throws IOException, InterruptedException {
    command.makeFolders();
    var builder = new ProcessBuilder(command.line()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
    var process = builder.start();
    var lines = process.inputReader(StandardCharsets.UTF_8);
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(READY)) {
        var port = line.substring(READY.length());
        var local = new BenchDynamoDbLocal(process, URI.create("http://127.0.0.1:" + port + "/"));
        local.ask();
        return local;
      }
    }
    process.destroyForcibly();
    throw new IOException("DynamoDB Local ended before it was ready");
  }

  /// From spawn to the first answer.
  static double readyMillis(Command command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (var _ = start(command)) {
      return (System.nanoTime() - start) / 1e6;
    }
  }

  URI address() {
    return address;
  }

  /// Ends it as a local cloud does; it deletes its folders then.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException _) {
      process.destroyForcibly();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void ask() throws IOException, InterruptedException {
    try (var caller = new BenchCaller()) {
      caller.millis(new BenchTableCalls(address).listTables());
    }
  }

  /// How a local cloud starts DynamoDB Local.
  ///
  /// @param folders what it writes into, and deletes in the end
  record Command(List<String> line, List<Path> folders) {

    /// The command line of the one that serves this local cloud, whose folders end with it: ours
    /// stand beside them, and the class that starts it comes from the jar.
    static Command of(BenchProcesses cloud) throws IOException {
      var theirs =
          cloud.all().stream()
              .map(FunctionProcesses::commandLine)
              .filter(line -> line.contains("\0" + MAIN + "\0"))
              .findFirst()
              .orElseThrow(() -> new IOException("the local cloud runs no DynamoDB Local"));
      var arguments = new ArrayList<>(List.of(theirs.split("\0", -1)));
      arguments.removeLast(); // behind the last NUL
      int main = arguments.indexOf(MAIN);
      int count = Integer.parseInt(arguments.get(main + 1));
      var folders = new ArrayList<Path>();
      for (int i = 0; i < count; i++) {
        var folder = arguments.get(main + 2 + i);
        var own =
            Path.of(folder)
                .resolveSibling("wild-rydes-bench-" + ProcessHandle.current().pid() + "-" + i);
        arguments.replaceAll(argument -> argument.replace(folder, own.toString()));
        folders.add(own);
      }
      int classPath = arguments.indexOf("-cp") + 1;
      var jars = arguments.get(classPath);
      arguments.set(
          classPath, LAUNCHER.toAbsolutePath() + jars.substring(jars.indexOf(File.pathSeparator)));
      return new Command(arguments, folders);
    }

    private void makeFolders() throws IOException {
      for (var folder : folders) {
        Files.createDirectories(folder);
      }
    }
  }
}
