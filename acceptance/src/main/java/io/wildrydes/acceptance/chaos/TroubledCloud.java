// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.CloudCommand;
import io.wildrydes.acceptance.StackAccess;
import io.wildrydes.acceptance.StartedProcess;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A local cloud as a process of its own that is stopped with SIGTERM and started again, keeping
/// its state. Each run has free ports, an output file and a log folder of its own.
final class TroubledCloud implements AutoCloseable {
  /// How the names of the files end that have what it printed.
  static final String OUTPUT = "-local-cloud.log";

  /// More than rides and orders in trouble keep busy; being throttled is none of the troubles.
  private static final int MAX_ENVIRONMENTS = 64;

  private static final Duration READY_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
  private static final Duration NOTICE_LIMIT = Duration.ofSeconds(10);
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
  private final Path jars;
  private final TroubleTally tally;
  private final ReentrantLock staying = new ReentrantLock();
  private final List<String> problems = new ArrayList<>();
  private volatile @Nullable Run ready;
  private int runs;

  /// The newest process, ready or not, for whoever closes; with `closed` under the monitor of this.
  private @Nullable StartedProcess newest;

  private boolean closed;

  /// One that is yet to be started.
  ///
  /// @param jars the folder of local-cloud's jar and its `lib`
  TroubledCloud(CampaignPlan plan, Path jars, TroubleTally tally) {
    this.plan = plan;
    this.jars = jars;
    this.tally = tally;
  }

  URI notifyUrl() {
    return URI.create(String.valueOf(outputs().get("NotifyUrl")));
  }

  URI rideUrl() {
    return URI.create(String.valueOf(outputs().get("RideUrl")));
  }

  Map<String, String> outputs() {
    return current().outputs;
  }

  AwsAccess aws() {
    return AwsAccess.local(current().awsEndpoint);
  }

  ProcessHandle process() {
    return current().process.handle();
  }

  /// What went wrong at stops, such as processes left behind.
  List<String> problems() {
    return List.copyOf(problems);
  }

  /// Where the log files of all runs are.
  Path logs() {
    return plan.folder().resolve("logs");
  }

  /// Starts it; returns when it is ready.
  void start() throws IOException, InterruptedException {
    runs++;
    var output = Files.createDirectories(logs()).resolve("run-" + runs + OUTPUT);
    var process = spawn(output);
    try {
      var banner = process.awaitLine(CloudCommand.READY::equals, READY_LIMIT);
      var endpoint = CloudCommand.awsEndpoint(banner);
      ready = new Run(process, endpoint, StackAccess.outputs(AwsAccess.local(endpoint), STACK));
    } catch (IOException e) {
      throw new IOException("%s; see %s".formatted(e.getMessage(), output), e);
    }
  }

  /// Stops it with SIGTERM and starts it again.
  void restart() throws IOException, InterruptedException {
    whileItStays(() -> {
      stop();
      start();
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
    var process = current().process;
    if (!process.handle().isAlive()) {
      return;
    }
    var children = process.handle().descendants().toList();
    if (!process.stop(STOP_LIMIT)) {
      problems.add("the local cloud did not stop within " + STOP_LIMIT.toSeconds() + " s");
    }
    for (var child : children) {
      if (!hasEnded(child)) {
        problems.add("process %d outlived the local cloud".formatted(child.pid()));
        child.destroyForcibly();
      }
    }
    FAULTY.values().forEach(tally::did);
    for (var line : process.printed()) {
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

  /// Kills it, whatever state it is in, and lets it start no more. Any thread may.
  @Override
  public synchronized void close() {
    closed = true;
    if (newest != null) {
      newest.close();
    }
  }

  private synchronized StartedProcess spawn(Path output) throws IOException {
    if (closed) {
      throw new IOException("the local cloud starts no more, the campaign is over");
    }
    var command = CloudCommand.of(jars, plan.template(), flags()).redirectErrorStream(true);
    newest = StartedProcess.start("the local cloud", command, output);
    return newest;
  }

  private List<String> flags() {
    var flags = new ArrayList<String>();
    flags.addAll(List.of("--platform-waits", Double.toString(plan.waits())));
    flags.addAll(List.of("--max-environments", Integer.toString(MAX_ENVIRONMENTS)));
    flags.addAll(List.of("--state", plan.folder().resolve("state").toString()));
    flags.addAll(List.of("--log-dir", logs().resolve("run-" + runs).toString()));
    for (var fault : plan.apiFaults()) {
      flags.addAll(List.of("--api-fault", fault));
    }
    flags.addAll(List.of("--api-fault-seed", Long.toString(plan.seed() + runs)));
    flags.add("--parameter-overrides");
    flags.addAll(plan.parameters());
    return flags;
  }

  private Run current() {
    var run = ready;
    if (run == null) {
      throw new IllegalStateException("the local cloud has not been started");
    }
    return run;
  }

  /// One run of the process, from when it was ready.
  private record Run(StartedProcess process, URI awsEndpoint, Map<String, String> outputs) {}

  /// Something that takes a while and may fail.
  interface Step {
    void run() throws IOException, InterruptedException;
  }
}
