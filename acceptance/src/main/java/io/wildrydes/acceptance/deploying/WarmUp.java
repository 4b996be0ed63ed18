// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import io.wildrydes.acceptance.StackAccess;
import io.wildrydes.acceptance.StopSignal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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
    System.exit(new CommandLine(new WarmUp(new StopSignal())).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var warmer = FunctionWarmer.of(stack.access(), stop::pause)) {
      var warmed = warmer.warm(stack.outputs(), times);
      warmed.forEach(function -> System.out.println(function.text()));
      if (warmed.isEmpty()) {
        System.out.println("no function of stack " + stack.stack() + " starts from a snapshot");
      }
      return warmed.stream().allMatch(function -> function.problem().isEmpty()) ? 0 : 1;
    } catch (SdkException e) {
      System.err.printf(
          "warm-up: stack %s at %s: %s%n", stack.stack(), stack.place(), e.getMessage());
      return 1;
    }
  }
}
