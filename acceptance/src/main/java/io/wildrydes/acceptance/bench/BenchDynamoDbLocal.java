// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import io.wildrydes.acceptance.FunctionProcesses;
import io.wildrydes.acceptance.StartedProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// DynamoDB Local with nothing of ours in front of it, a floor of [Bench]: the process that a local
/// cloud starts, by the very command line, with folders of its own.
final class BenchDynamoDbLocal implements AutoCloseable {
  private static final String READY = "DynamoDB Local listens on port ";
  private static final Path LAUNCHER = Path.of("local-cloud", "target", "local-cloud.jar");
  private static final Duration READY_LIMIT = Duration.ofMinutes(1);
  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  private final StartedProcess process;
  private final URI address;

  private BenchDynamoDbLocal(StartedProcess process, URI address) {
    this.process = process;
    this.address = address;
  }

  /// Starts one and returns when it has answered a call.
  static BenchDynamoDbLocal start(Command command) throws IOException, InterruptedException {
    command.makeFolders();
    var builder = new ProcessBuilder(command.line()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
    var process = StartedProcess.start("DynamoDB Local", builder, Bench.outputFile());
    var lines = process.awaitLine(line -> line.startsWith(READY), READY_LIMIT);
    var local = new BenchDynamoDbLocal(process, address(lines));
    try {
      local.ask();
      return local;
    } catch (IOException | InterruptedException e) {
      local.close();
      throw e;
    }
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

  /// Ends it as a local cloud does; it deletes its folders then. One that has ended by itself is
  /// told of, since what was measured meanwhile failed by that.
  @Override
  public void close() {
    try {
      if (!process.handle().isAlive()) {
        System.err.println("DynamoDB Local ended by itself" + process.lastWords());
      }
      boolean _ = process.endInput(END_LIMIT);
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static URI address(List<String> lines) {
    var port = lines.stream().filter(line -> line.startsWith(READY)).findFirst().orElseThrow();
    return URI.create("http://127.0.0.1:" + port.substring(READY.length()) + "/");
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
              .filter(FunctionProcesses::isOfTables)
              .findFirst()
              .orElseThrow(() -> new IOException("the local cloud runs no DynamoDB Local"));
      var arguments = new ArrayList<>(List.of(theirs.split("\0", -1)));
      arguments.removeLast(); // behind the last NUL
      int main = arguments.indexOf(FunctionProcesses.TABLES_MAIN);
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
