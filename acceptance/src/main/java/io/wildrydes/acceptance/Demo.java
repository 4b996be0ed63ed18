// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.Main;
import io.wildrydes.local.Program;
import io.wildrydes.local.StackOptions;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.http.PortTakenException;
import io.wildrydes.local.template.InvalidTemplateException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `make demo`: starts a local cloud, sends it load, waits until every order has come to rest, and
/// says what happened.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Starts the stack on this machine, sends orders and accounts for each one.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every order was accepted, and delivered or is in a dead-letter queue",
      "1:one was refused, got lost or did not come to rest in time, or the stack could not start",
      "2:wrong arguments"
    })
public final class Demo implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofSeconds(2);

  @Mixin private StackOptions stack = new StackOptions();

  @Option(
      names = "--profile",
      defaultValue = "smoke",
      description = "load profile of loadtest/notify.yml (default: ${DEFAULT-VALUE})")
  private String profile = "";

  @Option(
      names = "--loadtest",
      defaultValue = "loadtest",
      description = "folder of the load test (default: ${DEFAULT-VALUE})")
  private Path loadtest = Path.of("");

  @Option(
      names = "--platform-waits",
      defaultValue = "0.1",
      paramLabel = "FACTOR",
      description = "see local-cloud --help (default here: ${DEFAULT-VALUE})")
  private double platformWaits;

  @Option(
      names = "--drain-limit",
      defaultValue = "300",
      paramLabel = "SECONDS",
      description = "how long orders may take to come to rest (default: ${DEFAULT-VALUE})")
  private int drainLimitSeconds;

  @Option(
      names = "--log-dir",
      defaultValue = ".local/demo",
      description = "where logs and the ledger go (default: ${DEFAULT-VALUE})")
  private Path logDir = Path.of("");

  @Option(names = "--exit", description = "end after the report instead of staying up")
  private boolean exit;

  private Demo() {}

  /// Runs the demo; see `--help`.
  public static void main(String[] args) {
    System.exit(Program.run(new Demo(), args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Main.formatLogs();
    try (var artillery = new Artillery(loadtest)) {
      artillery.check(load());
      return run(artillery);
    } catch (IOException
        | InvalidTemplateException
        | PortTakenException
        | IllegalArgumentException e) {
      System.err.println("demo: " + e.getMessage());
      return 1;
    }
  }

  private int run(Artillery artillery) throws IOException, InterruptedException {
    try (var cloud = LocalCloud.start(config())) {
      // The local cloud closes itself on Ctrl-C and SIGTERM; the load must end with it.
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(artillery::close));
      System.out.println(cloud.banner());
      boolean good = run(cloud, artillery);
      if (!exit) {
        System.out.println("The stack stays up; Ctrl-C ends it.");
        new CountDownLatch(1).await();
      }
      return good ? 0 : 1;
    }
  }

  private boolean run(LocalCloud cloud, Artillery artillery)
      throws IOException, InterruptedException {
    var ledger = logDir.resolve("ledger.jsonl");
    var target = String.valueOf(cloud.outputs().get("PublicApiUrl"));
    int code = artillery.run(load(), target, ledger);
    var sent = Sent.read(ledger);
    try (var queues = Queues.of(AwsAccess.local(cloud.awsEndpoint()), cloud.outputs())) {
      var journeys = drained(OrderReport.accepted(sent), queues);
      var report = OrderReport.of(sent, journeys, queues.deadCorrelationIds(), queues.backlog());
      System.out.println(
          new ReportText(report, journeys.coldStarts(), platformWaits)
              .of(OrderReport.slowest(sent, journeys), logDir));
      if (code != 0) {
        System.out.println("artillery's own expectations were not met, its exit code is " + code);
      }
      return report.isReconciled() && report.isAllAccepted();
    }
  }

  /// Waits until every accepted order is delivered or dead, at most until the limit. Reads only
  /// what functions have logged since the last look.
  private Journeys drained(Set<String> accepted, Queues queues)
      throws IOException, InterruptedException {
    var limit = Instant.now().plusSeconds(drainLimitSeconds);
    var logs = new LogFolder(logDir);
    var journeys = new Journeys();
    while (true) {
      logs.readNew(journeys::take);
      int waiting = queues.backlog();
      boolean atRest = waiting == 0 && open(accepted, journeys, queues).isEmpty();
      if (atRest || !Instant.now().isBefore(limit)) {
        return journeys;
      }
      System.out.printf(
          "draining: %d orders in the queue, up to %d s more%n",
          waiting, Duration.between(Instant.now(), limit).toSeconds());
      Thread.sleep(LOOK);
    }
  }

  private static Set<String> open(Set<String> accepted, Journeys journeys, Queues queues) {
    var open = new HashSet<>(accepted);
    open.removeIf(id -> journeys.of(id).isDelivered());
    if (!open.isEmpty()) {
      open.removeAll(queues.deadCorrelationIds());
    }
    return open;
  }

  private Artillery.Load load() {
    return new Artillery.Load("notify", profile);
  }

  private LocalCloudConfig config() {
    return stack.config(new Output(false, logDir), new PlatformWaits(platformWaits));
  }
}
