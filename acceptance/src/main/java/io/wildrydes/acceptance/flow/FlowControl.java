// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import io.wildrydes.acceptance.Artillery;
import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.LogFolder;
import io.wildrydes.acceptance.Machine;
import io.wildrydes.acceptance.Queues;
import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Functions;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.LocalCloudConfig.Source;
import io.wildrydes.local.Main;
import io.wildrydes.local.Program;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.template.InvalidTemplateException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `make flow-control`: sends a load profile through one way of flow control, with waits as on AWS,
/// until every order is at rest, and writes a report.
@Command(
    name = "flow-control",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures one way of flow control under load and writes a report.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the report is written and reconciles: each accepted order was delivered or is dead",
      "1:it does not, or the stack could not start",
      "2:wrong arguments",
      "130, 143:stopped by Ctrl-C, by SIGTERM; the report says that it is incomplete"
    })
public final class FlowControl implements Callable<Integer> {
  /// The profile that reports in the project's documents are made with.
  private static final String REFERENCE = "reference";

  private static final Duration LAST_WORDS = Duration.ofSeconds(30);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--flow",
      defaultValue = "queue",
      description = "queue or none (default: ${DEFAULT-VALUE})")
  private String flow = "";

  @Option(
      names = "--resilience",
      defaultValue = "fragile",
      description = "fragile or resilient (default: ${DEFAULT-VALUE})")
  private String resilience = "";

  @Option(
      names = "--profile",
      defaultValue = REFERENCE,
      description = "load profile of loadtest/notify.yml (default: ${DEFAULT-VALUE}, 18 minutes)")
  private String profile = "";

  @Option(
      names = "--slots",
      defaultValue = "64",
      description = "invocations that one environment serves at once (default: ${DEFAULT-VALUE})")
  private int slots;

  @Option(
      names = "--max-environments",
      defaultValue = "32",
      description = "environments of all functions together (default: ${DEFAULT-VALUE})")
  private int maxEnvironments;

  @Option(
      names = "--platform-waits",
      defaultValue = "1",
      paramLabel = "FACTOR",
      description = "see local-cloud --help (default: ${DEFAULT-VALUE}, as on AWS)")
  private double platformWaits;

  @Option(
      names = "--parameter-overrides",
      arity = "1..*",
      paramLabel = "NAME=VALUE",
      description = "further values for the template's parameters")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--drain-limit",
      defaultValue = "9000",
      paramLabel = "SECONDS",
      description =
          "how long orders may take to come to rest after the load (default: ${DEFAULT-VALUE})")
  private int drainLimitSeconds;

  @Option(
      names = "--work",
      defaultValue = ".local/flow-control",
      description = "where logs, ledger and report go (default: ${DEFAULT-VALUE})")
  private Path work = Path.of("");

  @Option(
      names = "--reports",
      paramLabel = "FOLDER",
      description = {
        "where the report goes instead if it is complete; docs/scenarios/flow-control holds those",
        "that docs/scenarios/flow-control.md is about"
      })
  private @Nullable Path reports;

  @Option(
      names = "--again",
      paramLabel = "FOLDER",
      description = "start nothing; write the report of an earlier run anew from its folder")
  private @Nullable Path again;

  private final Clock clock = Clock.systemUTC();

  private FlowControl() {}

  /// Measures; see `--help`.
  public static void main(String[] args) {
    System.exit(Program.run(new FlowControl(), args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Main.formatLogs();
    try {
      return again == null ? measured() : code(write(FlowReportFiles.again(again)));
    } catch (IOException | InvalidTemplateException | IllegalArgumentException e) {
      System.err.println("flow-control: " + e.getMessage());
      return 1;
    }
  }

  private int measured() throws IOException, InterruptedException {
    var stop = new CountDownLatch(1);
    var written = new CountDownLatch(1);
    try (var artillery = new Artillery(Path.of("loadtest"))) {
      var _ = artillery.check(load());
      var config = config();
      try (var cloud = LocalCloud.start(config)) {
        // The local cloud closes itself on Ctrl-C and SIGTERM; load and report end with it.
        Runtime.getRuntime()
            .addShutdownHook(
                Thread.ofPlatform().unstarted(() -> endEarly(artillery, stop, written)));
        System.out.println(cloud.banner());
        return code(measure(cloud, artillery, stop));
      }
    } finally {
      written.countDown();
    }
  }

  private static int code(boolean good) {
    return good ? 0 : 1;
  }

  private static void endEarly(Artillery artillery, CountDownLatch stop, CountDownLatch written) {
    stop.countDown();
    artillery.close();
    try {
      var _ = written.await(LAST_WORDS.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean measure(LocalCloud cloud, Artillery artillery, CountDownLatch stop)
      throws IOException, InterruptedException {
    var began = clock.instant();
    var ledger = logs().resolve(FlowReportFiles.LEDGER);
    try (var queues = Queues.of(AwsAccess.local(cloud.awsEndpoint()), cloud.outputs())) {
      var watch =
          new FlowWatch(queues, new FlowWatch.Files(ledger, new LogFolder(logs())), clock, stop);
      var load = Thread.ofVirtual().start(() -> send(cloud, artillery, ledger, watch));
      boolean atRest = watch.follow(Duration.ofSeconds(drainLimitSeconds), System.out::println);
      load.join();
      var run = watch.run();
      var setup = setup(began, atRest, cloud.parameters());
      FlowReportFiles.keep(logs(), setup, run);
      return write(FlowReport.of(setup, run));
    }
  }

  private void send(LocalCloud cloud, Artillery artillery, Path ledger, FlowWatch watch) {
    try {
      var target = String.valueOf(cloud.outputs().get("PublicApiUrl"));
      int code = artillery.run(load(), target, ledger, "--quiet");
      watch.loadEnded("artillery ended with exit code " + code);
    } catch (IOException e) {
      watch.loadEnded("no load was sent: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean write(FlowReport report) throws IOException {
    var contradictions = Reconciliation.contradictions(report);
    var text = new FlowReportText(report, contradictions);
    var setup = report.setup();
    var folder = setup.complete() && reports != null ? reports : work;
    var file = new FlowReportFiles(folder).write(report, text.text());
    System.out.println(text.verdict() + "\nreport: " + file);
    return setup.complete() && contradictions.isEmpty();
  }

  private FlowReport.Setup setup(Instant began, boolean complete, Map<String, String> effective) {
    return new FlowReport.Setup(
        began.truncatedTo(ChronoUnit.SECONDS).toString(),
        command(),
        profile,
        complete,
        new TreeMap<>(effective),
        settings(),
        Machine.text());
  }

  /// What one types to make this report again.
  private String command() {
    var flags = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
    for (var target : List.of("--flow", "--resilience", "--profile", "--reports")) {
      int at = flags.indexOf(target);
      if (at >= 0) {
        flags.subList(at, Math.min(at + 2, flags.size())).clear();
      }
      flags.removeIf(flag -> flag.startsWith(target + "="));
    }
    return "make flow-control FLOW=%s RESILIENCE=%s".formatted(flow, resilience)
        + (profile.equals(REFERENCE) ? "" : " PROFILE=" + profile)
        + (flags.isEmpty() ? "" : " FLOW_FLAGS='" + String.join(" ", flags) + "'");
  }

  private SortedMap<String, String> settings() {
    return new TreeMap<>(
        Map.of(
            "slots", Integer.toString(slots),
            "max-environments", Integer.toString(maxEnvironments),
            "platform-waits", platformWaits == 1 ? "as on AWS" : platformWaits + " of AWS's"));
  }

  private Path logs() {
    return work.resolve(flow + "-" + resilience);
  }

  private Artillery.Load load() {
    return new Artillery.Load("notify", profile);
  }

  private LocalCloudConfig config() {
    var values = new LinkedHashMap<>(parameters);
    values.put("FlowControl", flow);
    values.put("Resilience", resilience);
    var plain = LocalCloudConfig.of(Path.of("template.yaml"));
    return plain
        .onFreePorts()
        .withStack(new Source(plain.stack().template(), "wild-rydes", "us-east-1", values))
        .withFunctions(new Functions(slots, maxEnvironments))
        .withOutput(new Output(false, logs()))
        .withWaits(new PlatformWaits(platformWaits));
  }
}
