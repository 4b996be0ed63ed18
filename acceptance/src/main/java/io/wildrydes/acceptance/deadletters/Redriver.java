// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Moves dead letters back, each queue in the way that AWS has for it. With a limit messages are
/// handed over one by one, as SQS's own task moves all that a queue holds.
///
/// @param limit at most so many messages, or [#ALL]
/// @param progress gets a line now and then, and one for each message handed over
record Redriver(AwsAccess access, StopSignal stop, int limit, Consumer<String> progress) {
  /// No limit.
  static final int ALL = Integer.MAX_VALUE;

  /// Moves what the queues hold now.
  ///
  /// @param outputs the stack's
  /// @param name one queue's, or how it ends; all queues when empty
  Redriven run(Map<String, String> outputs, String name) {
    try (var queues = DeadLetterQueues.of(access);
        var sqs = access.client(SqsClient.builder());
        var lambda = access.client(LambdaClient.builder())) {
      var move = new MessageMove(sqs, stop, progress);
      var handOver = new HandOver(queues, new HandOver.Clients(sqs, lambda), stop, progress);
      int moved = 0;
      var problems = new ArrayList<String>();
      for (var queue : chosen(queues.all(outputs), name)) {
        if (moved == limit) {
          break;
        }
        if (stop.isGiven()) {
          problems.add(queue.name() + ": not begun");
          continue;
        }
        var redriven = isMoved(queue) ? move.run(queue) : handOver.run(queue, limit - moved);
        progress.accept("%s: %d moved".formatted(queue.name(), redriven.moved()));
        moved += redriven.moved();
        problems.addAll(redriven.problems());
      }
      return new Redriven(moved, problems);
    }
  }

  /// What [#run] would do, a line for each queue.
  List<String> plan(Map<String, String> outputs, String name) {
    try (var queues = DeadLetterQueues.of(access)) {
      return chosen(queues.all(outputs), name).stream().map(this::plan).toList();
    }
  }

  private boolean isMoved(DeadLetterQueue queue) {
    return limit == ALL && queue.isMovable();
  }

  private String plan(DeadLetterQueue queue) {
    return "%s: about %d, %s".formatted(queue.name(), queue.visible(), way(queue));
  }

  private String way(DeadLetterQueue queue) {
    if (queue.isMovable()) {
      return (isMoved(queue) ? "by SQS's move task to " : "one by one to ")
          + queue.sourceArns().stream()
              .map(DeadLetterQueue::nameIn)
              .collect(Collectors.joining(" or "));
    }
    return queue.functionArns().isEmpty()
        ? "each to the target that its rule names"
        : "each as an event to " + String.join(" or ", queue.functionArns());
  }

  private static List<DeadLetterQueue> chosen(List<DeadLetterQueue> all, String name) {
    var exact = all.stream().filter(queue -> queue.name().equals(name)).toList();
    var chosen =
        exact.isEmpty()
            ? all.stream().filter(queue -> queue.name().endsWith(name)).toList()
            : exact;
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "no dead-letter queue '%s'; the stack has %s"
              .formatted(
                  name, all.stream().map(DeadLetterQueue::name).collect(Collectors.joining(", "))));
    }
    return chosen;
  }
}
