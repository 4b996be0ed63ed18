// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import io.wildrydes.acceptance.Percentiles;
import io.wildrydes.acceptance.bench.BenchRow.Budget;
import io.wildrydes.acceptance.bench.BenchRow.Verdict;
import io.wildrydes.local.Program;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `make bench`: measures what people wait for, beside what the same costs with nothing of ours in
/// between, and says which budgets are met. See docs/benchmarks.md.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures start-up, cold starts, round trips, memory and sizes of the built tree, on the",
      "loopback interface, each beside its floor of the same run. It is a measurement: a budget",
      "that is missed is a verdict in the table and does not change the exit code."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:measured, whether or not the budgets are met",
      "1:could not measure, the message says why; with --strict also when a budget is not met",
      "2:wrong arguments"
    })
public final class Bench implements Callable<Integer> {
  private static final int MOST_RUNS = 15;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--runs",
      defaultValue = "5",
      description = {
        "how often each start is repeated, 1 to 15 (default: ${DEFAULT-VALUE});",
        "figures are medians"
      })
  private int runs;

  @Option(
      names = "--requests",
      defaultValue = "2000",
      description =
          "requests of each warm row, after as many to warm up (default: ${DEFAULT-VALUE})")
  private int requests;

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "start,functions,tables,load,jars",
      paramLabel = "GROUP",
      description = {
        "which rows to measure (default: ${DEFAULT-VALUE}): start is the stack as people start it,",
        "functions are cold, restored and warm functions, tables is a write to a table,",
        "load is orders at a steady rate"
      })
  private Set<Group> groups = Set.of();

  @Option(
      names = "--load-seconds",
      defaultValue = "60",
      description = "how long the load lasts, after warming up (default: ${DEFAULT-VALUE})")
  private int loadSeconds;

  @Option(
      names = "--load-runs",
      defaultValue = "1",
      description =
          "how often the load is sent, to a fresh stack each time (default: ${DEFAULT-VALUE})")
  private int loadRuns;

  @Option(names = "--strict", description = "exit with 1 when a budget is not met")
  private boolean strict;

  private final List<BenchRow> rows = new ArrayList<>();

  private Bench() {}

  /// Measures; see `--help`.
  public static void main(String[] args) {
    System.exit(Program.run(new Bench(), args));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (runs < 1 || runs > MOST_RUNS || requests < 1 || loadSeconds < 1 || loadRuns < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--runs must be 1 to %d, --requests, --load-seconds and --load-runs at least 1"
              .formatted(MOST_RUNS));
    }
    try {
      var folder = Files.createTempDirectory("wild-rydes-bench");
      var cleanUp = Thread.ofPlatform().name("bench-end").unstarted(() -> end(folder));
      Runtime.getRuntime().addShutdownHook(cleanUp);
      System.out.println(machine());
      measure(folder);
      System.out.println();
      System.out.print(BenchTable.of(rows));
      return strict && rows.stream().anyMatch(row -> row.verdict() == Verdict.NOT_MET) ? 1 : 0;
    } catch (IOException | RuntimeException e) {
      System.err.println(
          "bench: could not measure: " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
      return 1;
    }
  }

  private void measure(Path folder) throws IOException, InterruptedException {
    if (groups.contains(Group.START)) {
      say("the stack of template.yaml, " + runs + " starts");
      rows.addAll(new BenchStack(Path.of("template.yaml"), runs, requests).rows());
    }
    if (groups.contains(Group.FUNCTIONS)) {
      measureFunctions(folder);
    }
    if (groups.contains(Group.TABLES)) {
      say("writes to a table");
      rows.addAll(new BenchTables(Path.of("template.yaml"), runs, requests).rows());
    }
    if (groups.contains(Group.LOAD)) {
      say("orders at a steady rate");
      var duration = Duration.ofSeconds(loadSeconds);
      rows.addAll(new BenchLoad(folder.resolve("logs"), duration, loadRuns).rows());
    }
    if (groups.contains(Group.JARS)) {
      rows.addAll(jars());
    }
  }

  private void measureFunctions(Path folder) throws IOException, InterruptedException {
    say("the floors of functions");
    var bare = BareRuntime.in(Files.createDirectory(folder.resolve("bare")));
    var floors =
        new BenchFunctions.Floors(
            median(bare.coldStartMillis(runs)),
            median(bare.restoreMillis(runs)),
            median(bare.roundTripMillis(requests)));
    say("functions");
    rows.addAll(new BenchFunctions(folder, bare.jar(), runs, requests).rows(floors));
  }

  static double median(List<Double> sample) {
    return Percentiles.of(sample).p50();
  }

  /// A file for what a process prints, until this one ends.
  static Path outputFile() throws IOException {
    var file = Files.createTempFile("wild-rydes-bench", ".log");
    file.toFile().deleteOnExit();
    return file;
  }

  private static List<BenchRow> jars() throws IOException {
    try (var modules = Files.list(Path.of(""))) {
      var jars =
          modules
              .filter(module -> module.toString().endsWith("-function"))
              .map(module -> module.resolve("target", module + ".jar"))
              .sorted()
              .toList();
      var rows = new ArrayList<BenchRow>();
      for (var jar : jars) {
        rows.add(
            BenchRow.of(jar.getFileName() + ", size", "MB", Files.size(jar) / 1e6)
                .within(new Budget.AtMost(18)));
      }
      return rows;
    }
  }

  /// Other work on the machine is the first thing to know about a figure.
  private static String machine() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    double load = system.getSystemLoadAverage();
    var warning =
        load > system.getAvailableProcessors() / 2.0
            ? "%nWARNING: the machine is busy, figures will be too high; ratios mean more"
                .formatted()
            : "";
    return String.format(
            Locale.ROOT,
            "%d processors, %s, JDK %s, load average at start %.1f",
            system.getAvailableProcessors(),
            system.getArch(),
            Runtime.version(),
            load)
        + warning;
  }

  private static void say(String what) {
    System.out.println("measuring " + what);
  }

  /// However this ends, nothing that it started or wrote stays behind.
  private static void end(Path folder) {
    var children = ProcessHandle.current().children().toList();
    children.forEach(ProcessHandle::destroy);
    CompletableFuture.allOf(
            children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, 20, TimeUnit.SECONDS)
        .join();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println("bench: " + folder + " not deleted: " + e.getMessage());
    }
  }

  /// Rows that are measured together.
  private enum Group {
    START,
    FUNCTIONS,
    TABLES,
    LOAD,
    JARS
  }
}
