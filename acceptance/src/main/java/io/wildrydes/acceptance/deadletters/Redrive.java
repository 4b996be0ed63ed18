// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import io.wildrydes.acceptance.StackAccess;
import io.wildrydes.acceptance.StopSignal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/// `make redrive`: moves dead letters back to where they were given up.
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Moves the dead letters of a stack back to where they were given up.",
    footer = {
      "",
      "Ctrl-C ends it in order. However it ends nothing is lost; messages of a rule or a function",
      "may be handed over twice when it is killed. Running it again does what is left."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything was moved, or there was nothing",
      "1:something is left, or the stack cannot be reached",
      "2:wrong arguments"
    })
public final class Redrive implements Callable<Integer> {
  @Mixin private StackAccess stack = new StackAccess();

  @Option(
      names = "--queue",
      defaultValue = "",
      description = "one dead-letter queue, by its name or the end of it; all without it")
  private String queue = "";

  @Option(names = "--dry-run", description = "say what would be moved where, and move nothing")
  private boolean dryRun;

  private final StopSignal stop;

  private Redrive(StopSignal stop) {
    this.stop = stop;
  }

  /// Moves what there is; see `--help`.
  public static void main(String[] args) {
    int exitCode;
    try (var stop = StopSignal.ofThisProcess()) {
      exitCode = new CommandLine(new Redrive(stop)).execute(args);
    }
    System.exit(exitCode);
  }

  @Override
  public Integer call() {
    try {
      var redriver = new Redriver(stack.access(), stop, System.out::println);
      return dryRun ? plan(redriver) : run(redriver);
    } catch (IllegalArgumentException e) {
      System.err.println("redrive: " + e.getMessage());
      return 2;
    } catch (SdkException e) {
      System.err.printf(
          "redrive: stack %s at %s: %s%n", stack.stack(), stack.place(), e.getMessage());
      return 1;
    }
  }

  private int plan(Redriver redriver) {
    redriver.plan(stack.outputs(), queue).forEach(System.out::println);
    return 0;
  }

  private int run(Redriver redriver) {
    var redriven = redriver.run(stack.outputs(), queue);
    redriven.problems().forEach(problem -> System.err.println("redrive: " + problem));
    System.out.printf(
        "%d moved, %s%n",
        redriven.moved(), redriven.isComplete() ? "nothing is left" : "some are left; see above");
    return redriven.isComplete() ? 0 : 1;
  }
}
