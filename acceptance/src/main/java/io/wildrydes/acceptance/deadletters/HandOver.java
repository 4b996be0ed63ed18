// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import io.wildrydes.acceptance.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;

/// Takes messages out of a dead-letter queue one by one, for those that SQS's move task refuses or
/// cannot count: receives each, hands it over to where it was given up, and deletes it only when
/// that was acknowledged. Killed in between, a message is handed over again the next time: an order
/// may then be delivered twice, with the same correlation id, but none is lost.
final class HandOver {
  /// Ten messages are handed over in seconds; what a killed run held is back after this.
  private static final Duration HIDDEN = Duration.ofMinutes(2);

  private static final int ACCEPTED = 202;

  private final DeadLetterQueues queues;
  private final SqsClient sqs;
  private final LambdaClient lambda;
  private final StopSignal stop;
  private final Consumer<String> progress;

  HandOver(DeadLetterQueues queues, Clients clients, StopSignal stop, Consumer<String> progress) {
    this.queues = queues;
    this.sqs = clients.sqs();
    this.lambda = clients.lambda();
    this.stop = stop;
    this.progress = progress;
  }

  /// Hands over what was in the queue at the start. What dies again meanwhile is left for the next
  /// time: the number bounds the run.
  ///
  /// @param limit at most so many
  Redriven run(DeadLetterQueue queue, int limit) {
    int most = Math.min(limit, Math.max(queue.visible(), DeadLetterQueues.BATCH));
    var kept = new HashMap<String, Message>();
    var problems = new ArrayList<String>();
    int moved = 0;
    try {
      while (moved + kept.size() < most && !stop.isGiven()) {
        int next = Math.min(DeadLetterQueues.BATCH, most - moved - kept.size());
        var some = queues.receive(queue, next, HIDDEN);
        if (some.isEmpty() || some.stream().anyMatch(seen -> kept.containsKey(seen.messageId()))) {
          some.forEach(message -> kept.put(message.messageId(), message));
          break;
        }
        some.forEach(message -> kept.put(message.messageId(), message));
        moved += handOver(queue, some, kept, problems);
        progress.accept("%s: %d of about %d moved".formatted(queue.name(), moved, queue.visible()));
      }
    } finally {
      kept.values().forEach(message -> queues.putBack(queue, message));
    }
    if (stop.isGiven()) {
      problems.add(queue.name() + ": ended early, the rest is where it was");
    }
    return new Redriven(moved, problems);
  }

  /// @param kept loses those that were handed over
  private int handOver(
      DeadLetterQueue queue,
      List<Message> messages,
      Map<String, Message> kept,
      List<String> problems) {
    int moved = 0;
    for (var message : messages) {
      if (stop.isGiven()) {
        break;
      }
      var problem = handOver(queue, message);
      if (problem.isEmpty()) {
        progress.accept("%s: moved %s".formatted(queue.name(), describe(message)));
        moved++;
        problem = delete(queue, message, kept);
      }
      if (!problem.isEmpty()) {
        problems.add("%s: %s".formatted(describe(message), problem));
      }
    }
    return moved;
  }

  /// Why the message is in the queue still; empty when it is not.
  private String delete(DeadLetterQueue queue, Message message, Map<String, Message> kept) {
    try {
      queues.delete(queue, message);
      kept.remove(message.messageId());
      return "";
    } catch (SdkException e) {
      return "moved, but in %s still, so that it will be moved again: %s"
          .formatted(queue.name(), e.getMessage());
    }
  }

  /// Why the message was not taken; empty when it was.
  private String handOver(DeadLetterQueue queue, Message message) {
    var destination = Destination.of(Death.of(message), queue);
    if (destination.isEmpty()) {
      return "nothing says where it was given up, left in " + queue.name();
    }
    try {
      return switch (destination.get()) {
        case Destination.Queue(var arn) -> send(arn, message);
        case Destination.Function(var arn) -> invoke(arn, message);
      };
    } catch (SdkException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String send(String arn, Message message) {
    var parts = arn.split(":", -1);
    var url =
        sqs.getQueueUrl(get -> get.queueName(parts[5]).queueOwnerAWSAccountId(parts[4])).queueUrl();
    var trace = message.attributes().get(MessageSystemAttributeName.AWS_TRACE_HEADER);
    // A rule's attributes tell of the death. Others are the message's own.
    var attributes = Death.of(message) instanceof Death.AtRule ? null : message.messageAttributes();
    var _ =
        sqs.sendMessage(send -> {
          send.queueUrl(url).messageBody(message.body()).messageAttributes(attributes);
          if (trace != null) {
            var value =
                MessageSystemAttributeValue.builder().dataType("String").stringValue(trace).build();
            send.messageSystemAttributes(
                Map.of(MessageSystemAttributeNameForSends.AWS_TRACE_HEADER, value));
          }
        });
    return "";
  }

  private String invoke(String arn, Message message) {
    int status =
        lambda
            .invoke(invoke ->
                invoke
                    .functionName(arn)
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String(message.body())))
            .statusCode();
    return status == ACCEPTED ? "" : arn + " answered " + status;
  }

  private static String describe(Message message) {
    var letter = DeadLetter.of(message);
    return letter.correlationId().isEmpty()
        ? "message " + letter.messageId()
        : "correlation id " + letter.correlationId();
  }

  /// Who takes messages.
  record Clients(SqsClient sqs, LambdaClient lambda) {}
}
