// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import io.wildrydes.acceptance.StackAccess;
import io.wildrydes.acceptance.StopSignal;
import io.wildrydes.local.Program;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/// `make warm-up`: makes the first restores of new versions, so that no caller waits for them.
@Command(
    name = "warm-up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Invokes every function that starts from a snapshot, with events of no business.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every function answered",
      "1:one did not, or the stack cannot be reached",
      "2:wrong arguments"
    })
public final class WarmUp implements Callable<Integer> {
  /// Longer than the 29 s of the slowest function behind an initialization, which Lambda gives 130
  /// s: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private StackAccess stack = new StackAccess();

  @Option(
      names = "--times",
      defaultValue = "5",
      description = "invocations of each function at once (default: ${DEFAULT-VALUE})")
  private int times;

  private final StopSignal stop;

  private WarmUp(StopSignal stop) {
    this.stop = stop;
  }

  /// Warms up once; see `--help`.
  public static void main(String[] args) {
    System.exit(Program.run(new WarmUp(new StopSignal()), args));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (times < 1) {
      throw new ParameterException(spec.commandLine(), "--times must be at least 1");
    }
    try (var warmer = FunctionWarmer.of(stack.access(), PATIENCE, stop::pause)) {
      var warmed = warmer.warm(stack.outputs(), times);
      warmed.forEach(function -> System.out.println(function.text()));
      if (warmed.isEmpty()) {
        System.out.println("no function of stack " + stack.stack() + " starts from a snapshot");
      }
      return warmed.stream().allMatch(function -> function.problem().isEmpty()) ? 0 : 1;
    } catch (SdkException e) {
      System.err.println("warm-up: " + stack.told(e));
      return 1;
    }
  }
}
