// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.LocalCloudConfig.Trial;
import io.wildrydes.local.aws.ApiFaults;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.http.PortTakenException;
import io.wildrydes.local.template.InvalidTemplateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `make run`: one local cloud until Ctrl-C or SIGTERM.
@Command(
    name = "local-cloud",
    mixinStandardHelpOptions = true,
    version = "Wild Rydes local cloud 1.0",
    sortOptions = false,
    description = "Runs a SAM template on this machine, without Docker and without an AWS account.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "1:could not start; the message says why",
      "2:wrong arguments",
      "130, 143:stopped by Ctrl-C, by SIGTERM"
    })
public final class Main implements Callable<Integer> {
  @Mixin private StackOptions stack = new StackOptions();

  @Option(
      names = "--platform-waits",
      defaultValue = "1",
      paramLabel = "FACTOR",
      description = {
        "multiplies the platform's waits (asynchronous retries, visibility timeouts, backoff),",
        "above 0 to 1 (default: ${DEFAULT-VALUE}, as on AWS)"
      })
  private double platformWaits;

  @Option(names = "--log-dir", description = "also write one file a log group into this folder")
  private @Nullable Path logDir;

  @Option(names = "--quiet", description = "do not print what functions log")
  private boolean quiet;

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description = {
        "keeps messages, events and run-time parameters in this folder when stopped by Ctrl-C or",
        "SIGTERM, and takes them back at the next start; tables are always there (default: gone)"
      })
  private @Nullable Path state;

  @Option(
      names = "--api-fault",
      paramLabel = "SERVICE=FAULT:RATE",
      description = {
        "lets a share of the functions' calls of an AWS API fail, as AWS's fault injection does:",
        "throttle-error, internal-error or unavailable-error; such as ssm=throttle-error:0.3"
      })
  private List<String> apiFaults = new ArrayList<>();

  @Option(
      names = "--api-fault-seed",
      defaultValue = "1",
      description = "makes the choice of failing calls repeatable (default: ${DEFAULT-VALUE})")
  private long apiFaultSeed;

  private Main() {}

  /// Runs until stopped; see `--help`.
  public static void main(String[] args) {
    System.exit(Program.run(new Main(), args));
  }

  @Override
  public Integer call() throws InterruptedException {
    formatLogs();
    try {
      return run(config());
    } catch (IllegalArgumentException e) {
      return refuse(e, 2);
    }
  }

  private static int run(LocalCloudConfig config) throws InterruptedException {
    try {
      System.out.println(LocalCloud.start(config).banner());
      new CountDownLatch(1).await(); // until Ctrl-C or SIGTERM, when the local cloud closes itself
      return 0;
    } catch (InvalidTemplateException | PortTakenException | IllegalArgumentException e) {
      return refuse(e, 1);
    }
  }

  private static int refuse(RuntimeException e, int exitCode) {
    System.err.println("local-cloud: " + e.getMessage());
    return exitCode;
  }

  /// One line per log record, for every program that starts a local cloud.
  public static void formatLogs() {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
  }

  private LocalCloudConfig config() {
    var faults = apiFaults.stream().map(ApiFaults.Rule::parse).toList();
    return stack
        .config(new Output(!quiet, logDir), new PlatformWaits(platformWaits))
        .withTrial(new Trial(state, faults, apiFaultSeed));
  }
}
