// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.wildrydes.acceptance.JsonLines;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// One message of a dead-letter queue.
///
/// @param sentAt when it was sent: to the dead-letter queue by whom gave it up, but to the source
///   queue when SQS moved it, which keeps the time
/// @param receives how often it has been received, in the source queue and here, looking included
/// @param correlationId the order's; empty when the body is no order's event
/// @param orderId the order's own; empty when it has none
record DeadLetter(
    String messageId,
    Instant sentAt,
    int receives,
    String correlationId,
    String orderId,
    Death death) {

  /// Reads a message that was received with all its attributes.
  static DeadLetter of(Message message) {
    // Whoever gave an order up, the body is the bus's event.
    var event = JsonLines.parse(message.body()).orElse(MissingNode.getInstance());
    var system = message.attributes();
    return new DeadLetter(
        message.messageId(),
        Instant.ofEpochMilli(number(system, MessageSystemAttributeName.SENT_TIMESTAMP)),
        (int) number(system, MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT),
        text(event.at("/detail/meta_data/correlation_id")),
        text(event.at("/detail/order_id")),
        Death.of(message));
  }

  private static long number(
      Map<MessageSystemAttributeName, String> attributes, MessageSystemAttributeName name) {
    return Long.parseLong(attributes.getOrDefault(name, "0"));
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : "";
  }
}
