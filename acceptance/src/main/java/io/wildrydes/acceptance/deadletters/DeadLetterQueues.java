// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import io.wildrydes.acceptance.AwsAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The dead-letter queues of a stack and what is in them.
final class DeadLetterQueues implements AutoCloseable {
  /// As many as one call gives:
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html.
  static final int BATCH = 10;

  private static final String OUTPUT = "DlqUrl";
  private static final String FUNCTION_OUTPUT = "FunctionName";
  private static final String ALIAS = "live";

  /// A look takes seconds. Should it be killed, the messages are back after this.
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final SqsClient sqs;
  private final LambdaClient lambda;

  private DeadLetterQueues(SqsClient sqs, LambdaClient lambda) {
    this.sqs = sqs;
    this.lambda = lambda;
  }

  static DeadLetterQueues of(AwsAccess aws) {
    return new DeadLetterQueues(
        aws.client(SqsClient.builder()), aws.client(LambdaClient.builder()));
  }

  /// All dead-letter queues, by name.
  ///
  /// @param outputs the stack's: each queue's URL in one that ends in `DlqUrl`, each function's
  ///   name in one that ends in `FunctionName`
  List<DeadLetterQueue> all(Map<String, String> outputs) {
    var functions = functionsByQueue(outputs);
    var found = new TreeMap<String, DeadLetterQueue>();
    for (var output : outputs.entrySet()) {
      if (output.getKey().endsWith(OUTPUT)) {
        var queue = queue(output.getValue(), functions);
        found.put(queue.name(), queue);
      }
    }
    return List.copyOf(found.values());
  }

  /// The queue's messages, without taking any away: each is visible again when this returns.
  /// Looking is a receive all the same and counts as one; nothing follows from that, as a
  /// dead-letter queue here has no redrive policy of its own.
  ///
  /// @param limit at most so many
  List<DeadLetter> look(DeadLetterQueue queue, int limit) {
    var held = new LinkedHashMap<String, Message>();
    try {
      while (held.size() < limit) {
        int before = held.size();
        receive(queue, Math.min(BATCH, limit - before), LOOK)
            .forEach(message -> held.put(message.messageId(), message));
        if (held.size() == before) { // nothing, or nothing new: what was held first is back already
          break;
        }
      }
      return held.values().stream().map(DeadLetter::of).toList();
    } finally {
      held.values().forEach(message -> putBack(queue, message));
    }
  }

  /// Messages with all their attributes, hidden from others for a while. Waits for a second:
  /// without a wait SQS asks some of its servers only, and none of the queue's messages may be
  /// there.
  List<Message> receive(DeadLetterQueue queue, int max, Duration hidden) {
    return sqs.receiveMessage(receive ->
            receive
                .queueUrl(queue.url())
                .maxNumberOfMessages(max)
                .waitTimeSeconds(1)
                .visibilityTimeout((int) hidden.toSeconds())
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                .messageAttributeNames("All"))
        .messages();
  }

  /// Makes a message visible that this process hides, if it still does.
  void putBack(DeadLetterQueue queue, Message message) {
    try {
      sqs.changeMessageVisibility(change ->
          change.queueUrl(queue.url()).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
    } catch (MessageNotInflightException _) {
      // its time was over: it is visible already
    }
  }

  void delete(DeadLetterQueue queue, Message message) {
    sqs.deleteMessage(
        delete -> delete.queueUrl(queue.url()).receiptHandle(message.receiptHandle()));
  }

  @Override
  public void close() {
    sqs.close();
    lambda.close();
  }

  private DeadLetterQueue queue(String url, Map<String, List<String>> functionsByQueue) {
    var attributes =
        sqs.getQueueAttributes(get ->
                get.queueUrl(url)
                    .attributeNames(
                        QueueAttributeName.QUEUE_ARN,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    var arn = String.valueOf(attributes.get(QueueAttributeName.QUEUE_ARN));
    return new DeadLetterQueue(
        DeadLetterQueue.nameIn(arn),
        url,
        arn,
        number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
        number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
        sourceArns(url),
        functionsByQueue.getOrDefault(arn, List.of()));
  }

  private List<String> sourceArns(String url) {
    return sqs.listDeadLetterSourceQueuesPaginator(list -> list.queueUrl(url)).stream()
        .flatMap(page -> page.queueUrls().stream())
        .map(source ->
            sqs.getQueueAttributes(
                    get -> get.queueUrl(source).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes())
        .map(attributes -> String.valueOf(attributes.get(QueueAttributeName.QUEUE_ARN)))
        .toList();
  }

  /// The messages name no function, so the functions are asked for their queue.
  private Map<String, List<String>> functionsByQueue(Map<String, String> outputs) {
    var found = new TreeMap<String, List<String>>();
    for (var output : outputs.entrySet()) {
      if (output.getKey().endsWith(FUNCTION_OUTPUT)) {
        var function =
            lambda.getFunctionConfiguration(
                get -> get.functionName(output.getValue()).qualifier(ALIAS));
        var config = function.deadLetterConfig();
        if (config != null && config.targetArn() != null) {
          found
              .computeIfAbsent(config.targetArn(), _ -> new ArrayList<>())
              .add(function.functionArn());
        }
      }
    }
    return found;
  }

  private static int number(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
    return Integer.parseInt(attributes.getOrDefault(name, "0"));
  }
}
