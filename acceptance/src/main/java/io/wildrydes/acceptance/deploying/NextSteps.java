// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import io.wildrydes.acceptance.StackAccess;
import io.wildrydes.local.Program;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.core.exception.SdkException;

/// The end of `make deploy`: where the stack is and what to do with it.
@Command(
    name = "next-steps",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints a stack's outputs and the commands for them.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:printed", "1:the stack cannot be reached", "2:wrong arguments"})
public final class NextSteps implements Callable<Integer> {
  @Mixin private StackAccess stack = new StackAccess();

  private NextSteps() {}

  /// Prints once; see `--help`.
  public static void main(String[] args) {
    System.exit(Program.run(new NextSteps(), args));
  }

  @Override
  public Integer call() {
    try {
      System.out.print(text(stack.stack(), stack.outputs()));
      return 0;
    } catch (SdkException e) {
      System.err.println("next-steps: " + stack.told(e));
      return 1;
    }
  }

  /// The outputs by name, and commands with the values filled in.
  static String text(String stack, Map<String, String> outputs) {
    var text = new StringBuilder("Stack %s:%n".formatted(stack));
    new TreeMap<>(outputs)
        .forEach((name, value) -> text.append("  %-24s %s%n".formatted(name, value)));
    return text.append("Next:\n")
        .append("  make notify TARGET=%s%n".formatted(outputs.get("PublicApiUrl")))
        .append(
            "  make load PROFILE=smoke TARGET=%s YES=1   (costs money, make cost says how much)%n"
                .formatted(outputs.get("PublicApiUrl")))
        .append("  make dlq AWS=1 STACK=%s%n".formatted(stack))
        .append("  make delete STACK=%s%n".formatted(stack))
        .toString();
  }
}
