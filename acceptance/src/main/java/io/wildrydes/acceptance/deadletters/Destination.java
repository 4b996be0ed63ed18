// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import java.util.Optional;

/// Where a message goes back to.
sealed interface Destination {

  /// For words on a terminal.
  String arn();

  /// A queue, as a new message.
  record Queue(String arn) implements Destination {}

  /// A function, as an asynchronous event: with all its retries before it.
  record Function(String arn) implements Destination {}

  /// Where a message of this queue was given up; empty when nothing says so.
  ///
  /// What a rule could not hand over goes to the rule's target and not onto the bus again. On the
  /// bus it would be a new event with another id that every rule sees, so that targets which had
  /// the first one get it twice.
  static Optional<Destination> of(Death death, DeadLetterQueue queue) {
    return switch (death) {
      case Death.InQueue(var sourceArn) -> Optional.of(new Queue(sourceArn));
      case Death.AtRule rule -> target(rule.targetArn());
      case Death.InFunction _ -> onlyFunction(queue);
      case Death.Unknown _ -> onlySource(queue);
    };
  }

  private static Optional<Destination> target(String arn) {
    if (arn.contains(":sqs:")) {
      return Optional.of(new Queue(arn));
    }
    return arn.contains(":lambda:") ? Optional.of(new Function(arn)) : Optional.empty();
  }

  /// Somebody sent it here by hand. SQS's move task takes it to the source, too.
  private static Optional<Destination> onlySource(DeadLetterQueue queue) {
    return queue.sourceArns().size() == 1
        ? Optional.of(new Queue(queue.sourceArns().getFirst()))
        : Optional.empty();
  }

  /// The message does not name the function; only one may be meant.
  private static Optional<Destination> onlyFunction(DeadLetterQueue queue) {
    return queue.functionArns().size() == 1
        ? Optional.of(new Function(queue.functionArns().getFirst()))
        : Optional.empty();
  }
}
