// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import io.wildrydes.acceptance.LoadProfile;
import io.wildrydes.acceptance.deploying.Price.PriceList;
import io.wildrydes.local.Program;
import io.wildrydes.local.template.InvalidTemplateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `make cost`: what a load will cost on AWS, before it runs there. Asks nobody: prices come with
/// the program, load and sizes from the load script and the template.
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Estimates what a load profile costs on AWS.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:estimated", "1:template or load script cannot be read", "2:wrong arguments"})
public final class Cost implements Callable<Integer> {
  /// Of a run of 30 orders with FlowControl=queue and Resilience=resilient on a local cloud with
  /// two cores: means of the REPORT lines, most environments new, so more than warm ones take; and
  /// the bytes of the log files, with the 26 that CloudWatch adds to each line.
  static final Usage.Measured MEASURED =
      new Usage.Measured(40, 220, 195, new Usage.LogBytes(2800, 4100, 3200), 375, 5500, 9);

  @Option(
      names = "--profile",
      defaultValue = "smoke",
      description = "load profile of the script (default: ${DEFAULT-VALUE})")
  private String profile = "";

  @Option(
      names = "--script",
      defaultValue = "loadtest/notify.yml",
      description = "load script (default: ${DEFAULT-VALUE})")
  private Path script = Path.of("");

  @Option(
      names = "--template",
      defaultValue = "template.yaml",
      description = "the SAM template (default: ${DEFAULT-VALUE})")
  private Path template = Path.of("");

  @Option(
      names = "--parameter-overrides",
      arity = "1..*",
      paramLabel = "NAME=VALUE",
      description = "values for the template's parameters, as sam deploy takes them")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(names = "--brief", description = "one line")
  private boolean brief;

  private Cost() {}

  /// Estimates once; see `--help`.
  public static void main(String[] args) {
    System.exit(Program.run(new Cost(), args));
  }

  @Override
  public Integer call() {
    try {
      var text =
          new CostText(
              PriceList.read(),
              LoadProfile.read(script, profile),
              StackShape.read(template, parameters),
              MEASURED);
      System.out.print(brief ? text.brief() : text.text());
      return 0;
    } catch (IOException e) {
      System.err.println("cost: " + script + " cannot be read: " + e.getMessage());
      return 1;
    } catch (InvalidTemplateException | IllegalArgumentException e) {
      System.err.println("cost: " + e.getMessage());
      return 1;
    }
  }
}
