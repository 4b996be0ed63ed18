// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import io.wildrydes.acceptance.StackAccess;
import io.wildrydes.acceptance.StopSignal;
import io.wildrydes.local.Program;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/// `make redrive`: moves dead letters back to where they were given up.
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Moves the dead letters of a stack back to where they were given up.",
    footer = {
      "",
      "Ctrl-C ends it in order, and so does the time limit. However it ends nothing is lost; a",
      "message that was just being handed over when it was killed may be delivered twice. It names",
      "each message that it hands over itself; SQS's move task says only how many it moved.",
      "Running it again does what is left."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything was moved, or as many as --limit asks for, or there was nothing",
      "1:something is left, or the stack cannot be reached",
      "2:wrong arguments"
    })
public final class Redrive implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private StackAccess stack = new StackAccess();

  @Option(
      names = "--queue",
      defaultValue = "",
      description = "one dead-letter queue, by its name or the end of it; all without it")
  private String queue = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = {
        "move at most so many in all, one by one, as SQS's move task knows no such limit;",
        "all without it"
      })
  private @Nullable Integer limit;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      description = "end in order after so long; when everything is moved without it")
  private @Nullable Integer timeLimitSeconds;

  @Option(names = "--dry-run", description = "say what would be moved where, and move nothing")
  private boolean dryRun;

  private final StopSignal stop;

  Redrive(StopSignal stop) {
    this.stop = stop;
  }

  /// Moves what there is; see `--help`.
  public static void main(String[] args) {
    int exitCode;
    try (var stop = StopSignal.ofThisProcess()) {
      exitCode = Program.run(new Redrive(stop), args);
    }
    System.exit(exitCode);
  }

  @Override
  public Integer call() {
    if ((limit != null && limit < 1) || (timeLimitSeconds != null && timeLimitSeconds < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--limit and --time-limit must be at least 1");
    }
    if (timeLimitSeconds != null) {
      stop.giveAfter(Duration.ofSeconds(timeLimitSeconds));
    }
    try {
      int most = limit == null ? Redriver.ALL : limit;
      var redriver = new Redriver(stack.access(), stop, most, System.out::println);
      return dryRun ? plan(redriver) : run(redriver);
    } catch (IllegalArgumentException e) {
      System.err.println("redrive: " + e.getMessage());
      return 2;
    } catch (SdkException e) {
      System.err.println("redrive: " + stack.told(e));
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
    System.out.printf("%d moved, %s%n", redriven.moved(), rest(redriven));
    return redriven.isComplete() ? 0 : 1;
  }

  private String rest(Redriven redriven) {
    if (!redriven.isComplete()) {
      return "some are left; see above";
    }
    return limit != null && redriven.moved() >= limit
        ? "as many as --limit says; make dlq shows what is left"
        : "nothing is left";
  }
}
