// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The queues of a stack, read as any operator would: with the SQS API.
public final class Queues implements AutoCloseable {
  private static final QueueAttributeName WAITING =
      QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
  private static final QueueAttributeName HIDDEN =
      QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
  private static final QueueAttributeName DELAYED =
      QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED;

  private final SqsClient sqs;
  private final Map<String, String> outputs;

  private Queues(SqsClient sqs, Map<String, String> outputs) {
    this.sqs = sqs;
    this.outputs = outputs;
  }

  /// The queues of a stack.
  ///
  /// @param outputs the stack's: `DeliveryQueueUrl`, and one ending in `DlqUrl` for each
  ///   dead-letter queue
  public static Queues of(AwsAccess aws, Map<String, String> outputs) {
    return new Queues(aws.client(SqsClient.builder()), outputs);
  }

  /// The correlation ids in all dead-letter queues.
  public Set<String> deadCorrelationIds() {
    return correlationIds(deadLetterQueues());
  }

  /// Messages in all dead-letter queues.
  public int deadLetters() {
    return deadLetterQueues().stream().mapToInt(url -> depth(url).messages()).sum();
  }

  /// The correlation ids in one queue.
  ///
  /// @param output the output that holds its URL
  public Set<String> correlationIdsIn(String output) {
    return correlationIds(List.of(String.valueOf(outputs.get(output))));
  }

  /// Orders that wait for delivery or are being delivered.
  public int backlog() {
    return deliveryQueue().messages();
  }

  /// Messages in one queue, those being worked on included; 0 for a stack without it.
  ///
  /// @param output the output that holds its URL
  public int messagesIn(String output) {
    return depthOf(output).messages();
  }

  /// Messages in one queue that nobody can receive now; 0 for a stack without it.
  ///
  /// @param output the output that holds its URL
  public int hiddenIn(String output) {
    return depthOf(output).hidden();
  }

  /// The queue between the bus and Delivery; empty for a stack without one.
  public Depth deliveryQueue() {
    return depthOf("DeliveryQueueUrl");
  }

  private Depth depthOf(String output) {
    var url = outputs.get(output);
    return url == null ? new Depth(0, 0, 0) : depth(url);
  }

  /// The correlation ids in the queues. Every message is put back before this returns.
  private Set<String> correlationIds(List<String> queueUrls) {
    var found = new HashSet<String>();
    for (var url : queueUrls) {
      var messages = receiveAll(url);
      messages.forEach(message -> found.add(correlationId(message)));
      messages.forEach(message -> putBack(url, message));
    }
    return found;
  }

  private void putBack(String url, Message message) {
    try {
      sqs.changeMessageVisibility(change ->
          change.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
    } catch (MessageNotInflightException _) {
      // somebody else has it, a redrive for one
    }
  }

  private Depth depth(String queueUrl) {
    var names = List.of(WAITING, HIDDEN, DELAYED);
    var found =
        sqs.getQueueAttributes(request -> request.queueUrl(queueUrl).attributeNames(names))
            .attributes();
    return new Depth(
        Integer.parseInt(found.get(WAITING)),
        Integer.parseInt(found.get(HIDDEN)),
        Integer.parseInt(found.get(DELAYED)));
  }

  private List<String> deadLetterQueues() {
    return outputs.entrySet().stream()
        .filter(output -> output.getKey().endsWith("DlqUrl"))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public void close() {
    sqs.close();
  }

  private List<Message> receiveAll(String url) {
    var all = new ArrayList<Message>();
    while (true) {
      var some =
          sqs.receiveMessage(
                  receive -> receive.queueUrl(url).maxNumberOfMessages(10).visibilityTimeout(300))
              .messages();
      if (some.isEmpty()) {
        return all;
      }
      all.addAll(some);
    }
  }

  /// Whatever gave an order up, the body is the bus's event.
  private static String correlationId(Message message) {
    return JsonLines.parse(message.body())
        .map(event -> event.at("/detail/meta_data/correlation_id").asText())
        .orElse("");
  }

  /// How many messages a queue holds.
  ///
  /// @param hidden being worked on, or waiting for their visibility timeout after a failure
  public record Depth(int waiting, int hidden, int delayed) {
    public int messages() {
      return waiting + hidden + delayed;
    }
  }
}
