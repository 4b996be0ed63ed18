// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import io.wildrydes.acceptance.Artillery;
import io.wildrydes.acceptance.Machine;
import io.wildrydes.acceptance.StopSignal;
import io.wildrydes.local.Main;
import io.wildrydes.local.Program;
import io.wildrydes.local.http.PortTakenException;
import io.wildrydes.local.template.InvalidTemplateException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/// `make scenario NAME=...`: a failure of the reference systems, reproduced: each of its runs
/// starts the stack, injects the fault, sends the load, waits until every ride is at rest and
/// accounts for it.
@Command(
    name = "scenario",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Reproduces a failure under load, shows what helps, and writes a report.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the report is written; whether rides got lost is for it to say",
      "1:a run could not be made whole",
      "2:wrong arguments",
      "130, 143:stopped by Ctrl-C, by SIGTERM; nothing is written"
    })
public final class Scenario implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1",
      paramLabel = "NAME",
      completionCandidates = Scenarios.Names.class,
      description = "which: ${COMPLETION-CANDIDATES}")
  private String name = "";

  @Option(
      names = "--profile",
      description = "load profile of loadtest/ride.yml instead of the scenario's own")
  private String profile = "";

  @Option(
      names = "--slots",
      defaultValue = "64",
      description = "invocations that one environment serves at once (default: ${DEFAULT-VALUE})")
  private int slots;

  @Option(
      names = "--idle",
      defaultValue = "300",
      paramLabel = "SECONDS",
      description = {
        "how long a provisioned table is left alone before the load, so that it saves up units",
        "as a deployed one has, which keeps those of five minutes (default: ${DEFAULT-VALUE})"
      })
  private int idleSeconds;

  @Option(
      names = "--drain-limit",
      defaultValue = "600",
      paramLabel = "SECONDS",
      description =
          "how long rides may take to come to rest after the load (default: ${DEFAULT-VALUE})")
  private int drainLimitSeconds;

  @Option(
      names = "--work",
      defaultValue = ".local/scenarios",
      description = "where logs, ledgers and the report go (default: ${DEFAULT-VALUE})")
  private Path work = Path.of("");

  @Option(
      names = "--reports",
      paramLabel = "FOLDER",
      description = {
        "where the report goes instead if it is complete; docs/scenarios/rides holds those that",
        "docs/scenarios/NAME.md is about"
      })
  private @Nullable Path reports;

  private final Clock clock = Clock.systemUTC();

  private Scenario() {}

  /// Reproduces; see `--help`.
  public static void main(String[] args) {
    System.exit(Program.run(new Scenario(), args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Main.formatLogs();
    var plan = Scenarios.find(name).orElseThrow(this::unknown);
    checkNumbers();
    try (var stop = StopSignal.ofThisProcess();
        var artillery = new Artillery(Path.of("loadtest"))) {
      var _ = artillery.check(load(plan));
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(artillery::close));
      var began = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      var runs = new ArrayList<ScenarioReport.Run>();
      for (var run : plan.runs()) {
        System.out.printf("%n== %s: %s ==%n", plan.name(), run.label());
        runs.add(measured(plan, run, artillery, stop));
      }
      return write(new ScenarioReport(plan.name(), setup(plan, began), runs));
    } catch (IOException
        | InvalidTemplateException
        | PortTakenException
        | SdkException
        | IllegalArgumentException
        | IllegalStateException e) {
      System.err.println("scenario: " + e.getMessage());
      return 1;
    }
  }

  private ScenarioReport.Run measured(
      Scenarios.Plan plan, Scenarios.Run run, Artillery artillery, StopSignal stop)
      throws IOException, InterruptedException {
    var folder = work.resolve(plan.name()).resolve(run.label().replaceAll("[^a-z-]+", "-"));
    var idle = Duration.ofSeconds(idleSeconds);
    var place = new ScenarioRun.Place(Path.of("template.yaml"), folder, slots, idle);
    var limit = Duration.ofSeconds(drainLimitSeconds);
    return new ScenarioRun(run, place, clock, stop, System.out::println)
        .measure(artillery, load(plan), limit);
  }

  private int write(ScenarioReport report) throws IOException {
    var folder = report.isComplete() && reports != null ? reports : work;
    var file = new ScenarioFiles(folder).write(report);
    System.out.println(new ScenarioText(report).text());
    System.out.println("report: " + file);
    for (var run : report.runs()) {
      if (!run.complete()) {
        System.err.printf(
            "scenario: incomplete is %s: %,d of %,d rides were sent, %s%n",
            run.label(),
            run.rides().sent(),
            run.course().load(),
            run.course().atRest() ? "at rest" : "not at rest in time");
      }
    }
    return report.isComplete() ? 0 : 1;
  }

  private Artillery.Load load(Scenarios.Plan plan) {
    return new Artillery.Load("ride", profile.isEmpty() ? plan.profile() : profile);
  }

  private ScenarioReport.Setup setup(Scenarios.Plan plan, Instant began) {
    var settings =
        Map.of(
            "slots", Integer.toString(slots),
            "max-environments", Integer.toString(ScenarioRun.MAX_ENVIRONMENTS),
            "idle-seconds", Integer.toString(idleSeconds));
    return new ScenarioReport.Setup(
        began.toString(), command(), load(plan).profile(), new TreeMap<>(settings), Machine.text());
  }

  /// What one types to make this report again.
  private String command() {
    var flags = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
    flags.remove(name);
    int at = flags.indexOf("--reports");
    if (at >= 0) {
      flags.subList(at, at + 2).clear();
    }
    flags.removeIf(flag -> flag.startsWith("--reports="));
    var plain = "make scenario NAME=" + name;
    return flags.isEmpty() ? plain : plain + " SCENARIO_FLAGS='" + String.join(" ", flags) + "'";
  }

  private void checkNumbers() {
    if (slots < 1 || idleSeconds < 0 || drainLimitSeconds < 0) {
      throw new ParameterException(
          spec.commandLine(), "--slots starts at 1, --idle and --drain-limit at 0");
    }
  }

  private ParameterException unknown() {
    return new ParameterException(
        spec.commandLine(),
        "there is no scenario '%s'; there are %s"
            .formatted(name, String.join(", ", Scenarios.names())));
  }
}
