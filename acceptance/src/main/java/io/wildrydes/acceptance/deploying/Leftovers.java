// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import io.wildrydes.acceptance.StackAccess;
import io.wildrydes.local.Program;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.core.exception.SdkException;

/// The second half of `make delete`: proves that nothing is left but what stays by design.
@Command(
    name = "leftovers",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Looks for what a deleted stack has left.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing is left, or only what stays by design",
      "1:something is left, or a service could not be asked",
      "2:wrong arguments"
    })
public final class Leftovers implements Callable<Integer> {
  @Mixin private StackAccess stack = new StackAccess();

  private Leftovers() {}

  /// Looks once; see `--help`.
  public static void main(String[] args) {
    System.exit(Program.run(new Leftovers(), args));
  }

  @Override
  public Integer call() {
    try {
      var found = new LeftoverSearch(stack.access(), stack.stack()).all();
      System.out.print(text(stack.stack(), found));
      return found.stream().allMatch(Leftover::isExpected) ? 0 : 1;
    } catch (SdkException e) {
      System.err.println("leftovers: " + stack.told(e));
      return 1;
    }
  }

  /// What was found, and the verdict.
  static String text(String stack, List<Leftover> found) {
    var text = new StringBuilder();
    for (var leftover : found) {
      text.append(leftover.isExpected() ? "stays  " : "LEFT   ");
      text.append(leftover.what()).append('\n');
    }
    long wrong = found.stream().filter(leftover -> !leftover.isExpected()).count();
    text.append(
        wrong == 0
            ? "stack %s: nothing is left%s%n"
                .formatted(stack, found.isEmpty() ? "" : " but what stays by design")
            : "stack %s: NOT deleted whole, %d things are left; docs/deploying.md says what to do%n"
                .formatted(stack, wrong));
    return text.toString();
  }
}
