// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import io.wildrydes.local.Main;
import io.wildrydes.local.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `make chaos`: sends orders and rides through a stack in trouble and accounts for each one.
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends orders and rides through a stack in trouble on this machine; none may get lost."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every accepted order is delivered and every granted ride stored once, or is in a"
          + " dead-letter queue, and every trouble did harm",
      "1:one got lost, a trouble did no harm, or the campaign could not be run",
      "2:wrong arguments"
    })
public final class Chaos implements Callable<Integer> {
  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "decides the order of troubles and who suffers (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--orders",
      defaultValue = "1000",
      description =
          "how many are sent, and a quarter as many rides, two a second at most (default: ${DEFAULT-VALUE})")
  private int orders;

  @Option(
      names = "--rate",
      defaultValue = "20",
      description = "orders a second (default: ${DEFAULT-VALUE})")
  private double rate;

  @Option(
      names = "--platform-waits",
      defaultValue = "0.05",
      paramLabel = "FACTOR",
      description = "see local-cloud --help (default here: ${DEFAULT-VALUE})")
  private double platformWaits;

  @Option(
      names = "--drain-limit",
      defaultValue = "600",
      paramLabel = "SECONDS",
      description = "how long orders may take to come to rest (default: ${DEFAULT-VALUE})")
  private int drainLimitSeconds;

  @Option(
      names = "--folder",
      defaultValue = ".local/chaos",
      description = "where logs, output and state go (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of("");

  private Chaos() {}

  /// Runs a campaign; see `--help`.
  public static void main(String[] args) {
    System.exit(Program.run(new Chaos(), args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Main.formatLogs();
    try {
      return run(plan());
    } catch (IllegalArgumentException e) {
      System.err.println("chaos: " + e.getMessage());
      return 2;
    }
  }

  private static int run(CampaignPlan plan) throws InterruptedException {
    long start = System.nanoTime();
    try (var campaign =
        new Campaign(
            plan,
            Path.of("local-cloud", "target"),
            what -> System.out.printf("%5.1f s  %s%n", (System.nanoTime() - start) / 1e9, what))) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(campaign)));
      var result = campaign.run();
      for (var id : result.report().allLost()) {
        System.out.println("\nLOST " + id);
        campaign.everythingAbout(id).forEach(line -> System.out.println("  " + line));
      }
      System.out.println(result.text());
      return result.report().isGood() ? 0 : 1;
    } catch (IOException e) {
      System.err.println("chaos: " + e.getMessage());
      return 1;
    }
  }

  private static void end(Campaign campaign) {
    try {
      campaign.close();
    } catch (IOException e) {
      System.err.println("chaos: not everything could be ended: " + e.getMessage());
    }
  }

  private CampaignPlan plan() {
    return new CampaignPlan(
        seed,
        orders,
        rate,
        Path.of("template.yaml"),
        folder.resolve("seed-" + seed),
        platformWaits,
        Duration.ofSeconds(drainLimitSeconds));
  }
}
