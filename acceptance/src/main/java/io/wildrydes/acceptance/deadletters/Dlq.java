// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.StackAccess;
import io.wildrydes.local.Program;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/// `make dlq`: what lies in the dead-letter queues of a stack, and why.
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the dead letters of a stack with who gave them up and why.",
    footer = {
      "",
      "Looking takes nothing away. It counts as a receive of each message, which is harmless:",
      "a dead-letter queue has no redrive policy of its own."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:looked, whether there are any or not",
      "1:could not look",
      "2:wrong arguments"
    })
public final class Dlq implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private StackAccess stack = new StackAccess();

  @Option(
      names = "--limit",
      defaultValue = "10",
      description = "messages shown of each queue (default: ${DEFAULT-VALUE})")
  private int limit;

  private Dlq() {}

  /// Looks once; see `--help`.
  public static void main(String[] args) {
    System.exit(Program.run(new Dlq(), args));
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit must be at least 1");
    }
    try {
      System.out.print(text(stack.access(), stack.outputs(), limit));
      return 0;
    } catch (SdkException e) {
      System.err.println("dlq: " + stack.told(e));
      return 1;
    }
  }

  /// All dead-letter queues of a stack, as text.
  static String text(AwsAccess access, Map<String, String> outputs, int limit) {
    try (var queues = DeadLetterQueues.of(access)) {
      var letters = new LinkedHashMap<DeadLetterQueue, List<DeadLetter>>();
      queues.all(outputs).forEach(queue -> letters.put(queue, queues.look(queue, limit)));
      var style = style(access, outputs, letters);
      var text = new StringBuilder();
      letters.forEach((queue, found) -> text.append(style.of(queue, found)));
      if (letters.values().stream().anyMatch(found -> !found.isEmpty())) {
        text.append("make redrive moves them back, all or those of QUEUE=<name>\n");
      }
      return text.toString();
    }
  }

  private static DeadLetterText style(
      AwsAccess access,
      Map<String, String> outputs,
      Map<DeadLetterQueue, List<DeadLetter>> letters) {
    var all = new ArrayList<DeadLetter>();
    letters.values().forEach(all::addAll);
    try (var log = FailureLog.of(access, String.valueOf(outputs.get("DeliveryLogGroup")))) {
      var since = DeadLetterText.earliest(all, Instant.EPOCH);
      return new DeadLetterText(
          all.isEmpty() ? Optional.of(Map.of()) : log.lastSince(since), log.group());
    }
  }
}
