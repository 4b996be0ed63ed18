// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.demo;

import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.LogFolder;
import io.wildrydes.acceptance.LogLine;
import io.wildrydes.acceptance.Queues;
import io.wildrydes.acceptance.orders.Journeys;
import io.wildrydes.acceptance.orders.OrderReport;
import io.wildrydes.acceptance.orders.ReportText;
import io.wildrydes.acceptance.orders.Sent;
import io.wildrydes.acceptance.rides.RideReport;
import io.wildrydes.acceptance.rides.RideRest;
import io.wildrydes.acceptance.rides.RideStore;
import io.wildrydes.acceptance.rides.RideText;
import io.wildrydes.acceptance.rides.RideTrail;
import io.wildrydes.acceptance.rides.SentRide;
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
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/// `make demo`: starts a local cloud, sends it orders and rides, waits until all have come to rest,
/// and says what happened.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Starts the stack here, sends orders and rides and accounts for each one.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every order and ride was accepted, and is delivered, stored or in a dead-letter queue",
      "1:one was refused, got lost or did not come to rest in time, or not all could be sent, or",
      "   the stack could not start",
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
      names = "--ride-profile",
      defaultValue = "normal",
      description = "load profile of loadtest/ride.yml (default: ${DEFAULT-VALUE})")
  private String rideProfile = "";

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
      description = "how long they may take to come to rest (default: ${DEFAULT-VALUE})")
  private int drainLimitSeconds;

  @Option(
      names = "--log-dir",
      defaultValue = ".local/demo",
      description = "where logs and ledgers go (default: ${DEFAULT-VALUE})")
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
    var profiles = new DemoLoad.Profiles(profile, rideProfile);
    try (var load = new DemoLoad(loadtest, profiles)) {
      load.check();
      return run(load);
    } catch (IOException
        | InvalidTemplateException
        | PortTakenException
        | SdkException
        | IllegalArgumentException e) {
      System.err.println("demo: " + e.getMessage());
      return 1;
    }
  }

  private int run(DemoLoad load) throws IOException, InterruptedException {
    try (var cloud = LocalCloud.start(config())) {
      // The local cloud closes itself on Ctrl-C and SIGTERM; the load must end with it.
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(load::close));
      System.out.println(cloud.banner());
      boolean good = run(cloud, load);
      if (!exit) {
        System.out.println("The stack stays up; Ctrl-C ends it.");
        new CountDownLatch(1).await();
      }
      return good ? 0 : 1;
    }
  }

  private boolean run(LocalCloud cloud, DemoLoad load) throws IOException, InterruptedException {
    var ledgers = DemoLoad.Ledgers.in(logDir);
    int code = load.send(String.valueOf(cloud.outputs().get("PublicApiUrl")), ledgers);
    var orders = Sent.read(ledgers.orders());
    var rides = SentRide.read(ledgers.rides());
    var access = AwsAccess.local(cloud.awsEndpoint());
    try (var queues = Queues.of(access, cloud.outputs());
        var store = RideStore.of(access, cloud.outputs())) {
      var seen = new Seen(new Journeys(), new RideTrail());
      var rest = new RideRest();
      drain(
          seen,
          () ->
              open(orders, seen.orders(), queues)
                  + open(rides, new RidesAtWork(seen.rides(), store, rest)));
      boolean ordersGood = tell(orders, seen.orders(), queues);
      boolean ridesGood = tell(rides, seen.rides(), store);
      if (code != 0) {
        System.out.println("artillery's own expectations were not met, its exit code is " + code);
      }
      boolean whole = load.isWhole(orders.size(), rides.size());
      if (!whole) {
        System.out.printf(
            "the load was not sent: %d orders and %d rides are fewer than the profiles have%n",
            orders.size(), rides.size());
      }
      return ordersGood && ridesGood && whole;
    }
  }

  private boolean tell(List<Sent> sent, Journeys journeys, Queues queues) {
    var report = OrderReport.of(sent, journeys, queues.deadCorrelationIds(), queues.backlog());
    System.out.println(
        new ReportText(report, journeys.coldStarts(), platformWaits)
            .of(OrderReport.slowest(sent, journeys), logDir));
    return report.isReconciled() && report.isAllAccepted();
  }

  private static boolean tell(List<SentRide> sent, RideTrail trail, RideStore store) {
    var report = RideReport.of(sent, trail, store.places());
    System.out.println(new RideText(report).text());
    return report.isReconciled() && report.isAllGranted();
  }

  /// Waits until nothing is open, at most until the limit. Reads only what functions have logged
  /// since the last look.
  private void drain(Seen seen, IntSupplier open) throws IOException, InterruptedException {
    var limit = Instant.now().plusSeconds(drainLimitSeconds);
    var logs = new LogFolder(logDir);
    while (true) {
      logs.readNew(seen::take);
      int left = open.getAsInt();
      if (left == 0 || !Instant.now().isBefore(limit)) {
        logs.readNew(seen::take);
        return;
      }
      System.out.printf(
          "draining: %d orders and rides are open, up to %d s more%n",
          left, Duration.between(Instant.now(), limit).toSeconds());
      Thread.sleep(LOOK);
    }
  }

  /// Accepted orders that are neither delivered nor dead, and messages on their way.
  private static int open(List<Sent> sent, Journeys journeys, Queues queues) {
    var open = OrderReport.accepted(sent);
    open.removeIf(id -> journeys.of(id).isDelivered());
    if (!open.isEmpty()) {
      open.removeAll(queues.deadCorrelationIds());
    }
    return Math.max(open.size(), queues.backlog());
  }

  /// Granted rides that no function says it stored, at least one until all are at rest.
  private static int open(List<SentRide> sent, RidesAtWork work) {
    boolean moves = work.store.backlog() > 0 || work.trail.running() > 0;
    if (work.rest.isReached(moves, () -> work.store.places().hold(sent), Instant.now())) {
      return 0;
    }
    long unstored =
        sent.stream()
            .flatMap(ride -> ride.rideId().stream())
            .filter(id -> !work.trail.stored().containsKey(id))
            .count();
    return Math.max((int) unstored, 1);
  }

  private LocalCloudConfig config() {
    return stack.config(new Output(false, logDir), new PlatformWaits(platformWaits));
  }

  /// What tells whether rides are still on their way.
  private record RidesAtWork(RideTrail trail, RideStore store, RideRest rest) {}

  /// What the log has said so far.
  private record Seen(Journeys orders, RideTrail rides) {
    private void take(LogLine line) {
      orders.take(line);
      rides.take(line);
    }
  }
}
