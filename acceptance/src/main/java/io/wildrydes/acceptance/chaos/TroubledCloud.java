// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.StackAccess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A local cloud as a process of its own that is stopped with SIGTERM and started again, keeping
/// its state. Each run has free ports, an output file and a log folder of its own.
final class TroubledCloud implements AutoCloseable {
  /// How the names of the files end that have what it printed.
  static final String OUTPUT = "-local-cloud.log";

  private static final Duration READY_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
  private static final Duration NOTICE_LIMIT = Duration.ofSeconds(10);
  private static final int LOOK_MILLIS = 20;
  private static final Pattern AWS = Pattern.compile("AWS endpoint +AWS_ENDPOINT_URL=(\\S+) .*");
  private static final Pattern FAULTS =
      Pattern.compile("local-cloud: API faults made, (\\w+) [a-z-]+: (\\d+)");

  private static final Map<String, Trouble> FAULTY =
      Map.of(
          "ssm", Trouble.SSM_FAULT,
          "secretsmanager", Trouble.SECRETS_FAULT,
          "dynamodb", Trouble.DYNAMODB_FAULT,
          "events", Trouble.EVENTS_FAULT);

  private static final String STACK = "wild-rydes";

  private final CampaignPlan plan;
  private final Path classes;
  private final TroubleTally tally;
  private final ReentrantLock staying = new ReentrantLock();
  private final List<String> problems = new ArrayList<>();
  private volatile Run current;
  private int runs;

  /// Starts it; returns when it is ready.
  ///
  /// @param classes the folder of local-cloud's jar and its `lib`
  TroubledCloud(CampaignPlan plan, Path classes, TroubleTally tally)
      throws IOException, InterruptedException {
    this.plan = plan;
    this.classes = classes;
    this.tally = tally;
    this.current = start();
  }

  URI notifyUrl() {
    return URI.create(String.valueOf(current.outputs.get("NotifyUrl")));
  }

  URI rideUrl() {
    return URI.create(String.valueOf(current.outputs.get("RideUrl")));
  }

  Map<String, String> outputs() {
    return current.outputs;
  }

  AwsAccess aws() {
    return AwsAccess.local(current.awsEndpoint);
  }

  ProcessHandle process() {
    return current.process.toHandle();
  }

  /// What went wrong at stops, such as processes left behind.
  List<String> problems() {
    return List.copyOf(problems);
  }

  /// Where the log files of all runs are.
  Path logs() {
    return plan.folder().resolve("logs");
  }

  /// Stops it with SIGTERM and starts it again.
  void restart() throws IOException, InterruptedException {
    whileItStays(() -> {
      stop();
      current = start();
    });
  }

  /// Does something between restarts.
  void whileItStays(Step step) throws IOException, InterruptedException {
    staying.lockInterruptibly();
    try {
      step.run();
    } finally {
      staying.unlock();
    }
  }

  /// Whether its tables can be reached; while DynamoDB Local is being replaced they cannot.
  boolean answersForTables() {
    try (var tables = aws().client(DynamoDbClient.builder())) {
      return tables.listTables().hasTableNames();
    } catch (SdkException _) {
      return false;
    }
  }

  /// Stops it with SIGTERM; returns when it and its children are gone. May be called again.
  void stop() throws IOException, InterruptedException {
    var process = current.process;
    if (!process.isAlive()) {
      return;
    }
    var children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      problems.add("the local cloud did not stop within " + STOP_LIMIT.toSeconds() + " s");
      process.destroyForcibly().waitFor();
    }
    for (var child : children) {
      if (!hasEnded(child)) {
        problems.add("process %d outlived the local cloud".formatted(child.pid()));
        child.destroyForcibly();
      }
    }
    FAULTY.values().forEach(tally::did);
    for (var line : Files.readAllLines(current.output)) {
      var made = FAULTS.matcher(line);
      if (made.matches()) {
        var trouble = FAULTY.get(made.group(1));
        if (trouble != null) {
          tally.harmed(trouble, Integer.parseInt(made.group(2)));
        }
      }
    }
  }

  /// A killed process counts as alive until the system's first process has noticed its end, now
  /// that its parent is gone.
  private static boolean hasEnded(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(NOTICE_LIMIT.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("process " + process.pid() + " cannot be watched", e);
    }
  }

  /// Ends it at once, whatever state it is in.
  @Override
  public void close() {
    var process = current.process;
    var tree = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    tree.forEach(ProcessHandle::destroyForcibly);
  }

  private Run start() throws IOException, InterruptedException {
    runs++;
    var output = Files.createDirectories(logs()).resolve("run-" + runs + OUTPUT);
    var process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    long limit = System.nanoTime() + READY_LIMIT.toNanos();
    while (!Files.readString(output).contains("\nready\n")) {
      if (!process.isAlive() || System.nanoTime() > limit) {
        process.destroyForcibly();
        throw new IOException("the local cloud did not get ready, see " + output);
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return Run.of(process, output);
  }

  private List<String> command() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        classes.resolve("local-cloud.jar") + File.pathSeparator + classes.resolve("lib", "*"));
    command.add("io.wildrydes.local.Main");
    command.addAll(List.of("--template", plan.template().toString(), "--quiet"));
    command.addAll(List.of("--gateway-port", "0", "--aws-port", "0"));
    command.addAll(List.of("--platform-waits", Double.toString(plan.waits())));
    command.addAll(List.of("--state", plan.folder().resolve("state").toString()));
    command.addAll(List.of("--log-dir", logs().resolve("run-" + runs).toString()));
    for (var fault : plan.apiFaults()) {
      command.addAll(List.of("--api-fault", fault));
    }
    command.addAll(List.of("--api-fault-seed", Long.toString(plan.seed() + runs)));
    command.add("--parameter-overrides");
    command.addAll(plan.parameters());
    return command;
  }

  /// One run of the process.
  private record Run(Process process, Path output, URI awsEndpoint, Map<String, String> outputs) {

    private static Run of(Process process, Path output) throws IOException {
      var endpoint =
          Files.readAllLines(output).stream()
              .map(AWS::matcher)
              .filter(Matcher::matches)
              .map(line -> URI.create(line.group(1)))
              .findFirst()
              .orElseThrow(() -> new IOException("no AWS endpoint in " + output));
      return new Run(
          process, output, endpoint, StackAccess.outputs(AwsAccess.local(endpoint), STACK));
    }
  }

  /// Something that takes a while and may fail.
  interface Step {
    void run() throws IOException, InterruptedException;
  }
}
