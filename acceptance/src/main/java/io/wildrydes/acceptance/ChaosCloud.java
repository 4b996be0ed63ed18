// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A local cloud as a process of its own that is stopped with SIGTERM and started again, keeping
/// its state. Each run has free ports, an output file and a log folder of its own.
final class ChaosCloud implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
  private static final Duration NOTICE_LIMIT = Duration.ofSeconds(10);
  private static final int LOOK_MILLIS = 20;
  private static final Pattern OUTPUT = Pattern.compile("output +(\\w+) = (.*)");
  private static final Pattern AWS = Pattern.compile("AWS endpoint +AWS_ENDPOINT_URL=(\\S+) .*");
  private static final Pattern FAULTS =
      Pattern.compile("local-cloud: API faults made, (\\w+) [a-z-]+: (\\d+)");

  private static final Map<String, String> QUEUES =
      Map.of(
          "DeliveryQueueUrl", "delivery",
          "DeliveryQueueDlqUrl", "delivery-queue-dlq",
          "DeliveryRuleDlqUrl", "delivery-rule-dlq",
          "DeliveryFunctionDlqUrl", "delivery-function-dlq");

  private final ChaosPlan plan;
  private final Path classes;
  private final TroubleTally tally;
  private final List<String> problems = new ArrayList<>();
  private volatile Run current;
  private int runs;

  /// Starts it; returns when it is ready.
  ///
  /// @param classes the folder of local-cloud's jar and its `lib`
  ChaosCloud(ChaosPlan plan, Path classes, TroubleTally tally)
      throws IOException, InterruptedException {
    this.plan = plan;
    this.classes = classes;
    this.tally = tally;
    this.current = start();
  }

  URI notifyUrl() {
    return URI.create(String.valueOf(current.outputs.get("NotifyUrl")));
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
    stop();
    current = start();
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
    tally.did(Trouble.SSM_FAULT);
    tally.did(Trouble.SECRETS_FAULT);
    for (var line : Files.readAllLines(current.output)) {
      var made = FAULTS.matcher(line);
      if (made.matches()) {
        var trouble = made.group(1).equals("ssm") ? Trouble.SSM_FAULT : Trouble.SECRETS_FAULT;
        tally.harmed(trouble, Integer.parseInt(made.group(2)));
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
    var output = plan.folder().resolve("local-cloud-" + runs + ".txt");
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
      var outputs = new HashMap<String, String>();
      var aws = "";
      for (var line : Files.readAllLines(output)) {
        var value = OUTPUT.matcher(line);
        if (value.matches()) {
          outputs.put(value.group(1), value.group(2));
        }
        var endpoint = AWS.matcher(line);
        aws = endpoint.matches() ? endpoint.group(1) : aws;
      }
      for (var queue : QUEUES.entrySet()) { // the banner prints only what people open
        outputs.put(queue.getKey(), aws + "/000000000000/wild-rydes-" + queue.getValue());
      }
      return new Run(process, output, URI.create(aws), outputs);
    }
  }
}
