// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import io.wildrydes.acceptance.Artillery;
import io.wildrydes.acceptance.StopSignal;
import io.wildrydes.local.Main;
import io.wildrydes.local.Program;
import io.wildrydes.local.http.PortTakenException;
import io.wildrydes.local.template.InvalidTemplateException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  @Parameters(arity = "1", paramLabel = "NAME", description = "which; without a known one, a list")
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
      description = {
        "where logs and ledgers go, and reports that were not made with the plain command",
        "(default: ${DEFAULT-VALUE})"
      })
  private Path work = Path.of("");

  @Option(
      names = "--reports",
      defaultValue = "docs/scenarios/rides",
      description = "where reports of the plain command go (default: ${DEFAULT-VALUE})")
  private Path reports = Path.of("");

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
    try (var stop = StopSignal.ofThisProcess();
        var artillery = new Artillery(Path.of("loadtest"))) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(artillery::close));
      var began = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
      var runs = new ArrayList<ScenarioReport.Run>();
      for (var run : plan.runs()) {
        System.out.printf("%n== %s: %s ==%n", plan.name(), run.label());
        runs.add(measured(plan, run, artillery, stop));
      }
      return write(new ScenarioReport(plan.name(), began, command(), load(plan), slots, runs));
    } catch (IOException
        | InvalidTemplateException
        | PortTakenException
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
    var file = new ScenarioFiles(plain() ? reports : work).write(report);
    System.out.println(new ScenarioText(report).text());
    System.out.println("report: " + file);
    return report.isComplete() ? 0 : 1;
  }

  private String load(Scenarios.Plan plan) {
    return profile.isEmpty() ? plan.profile() : profile;
  }

  /// What one types to make this report again.
  private String command() {
    var flags = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
    flags.remove(name);
    var plain = "make scenario NAME=" + name;
    return flags.isEmpty() ? plain : plain + " SCENARIO_FLAGS='" + String.join(" ", flags) + "'";
  }

  private boolean plain() {
    return spec.commandLine().getParseResult().originalArgs().equals(List.of(name));
  }

  private ParameterException unknown() {
    return new ParameterException(
        spec.commandLine(),
        "there is no scenario '%s'; there are %s"
            .formatted(name, String.join(", ", Scenarios.names())));
  }
}
