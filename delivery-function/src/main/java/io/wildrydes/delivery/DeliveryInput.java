// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.wildrydes.kit.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// What Lambda hands over, told apart by its shape: whichever way orders take, those on the other
/// still arrive.
sealed interface DeliveryInput {
  /// Reads an invocation's payload.
  ///
  /// @throws MalformedOrderException when it is neither an event nor a batch
  static DeliveryInput decode(InputStream in) throws IOException {
    return switch (parsed(in.readAllBytes())) {
      case JsonNode batch when batch.path("Records") instanceof ArrayNode records ->
          Batch.of(records);
      case JsonNode event when event.isObject() && !event.has("Records") -> new Event(event);
      default -> throw new MalformedOrderException("input is neither an event nor a batch");
    };
  }

  /// One event, invoked asynchronously by the bus's rule.
  /// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html>
  record Event(JsonNode event) implements DeliveryInput {}

  /// Messages of the queue. <https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html>
  record Batch(List<Message> messages) implements DeliveryInput {
    public Batch {
      messages = List.copyOf(messages);
    }

    private static Batch of(ArrayNode records) {
      var messages = new ArrayList<Message>();
      for (var message : records) {
        var id = message.path("messageId");
        if (!id.isTextual()) {
          throw new MalformedOrderException("a record of the batch has no messageId");
        }
        messages.add(new Message(id.textValue(), message.path("body").asText()));
      }
      return new Batch(messages);
    }
  }

  /// A message whose body should be an event.
  record Message(String id, String body) {
    /// @throws MalformedOrderException when it is not JSON
    JsonNode event() {
      try {
        return Json.MAPPER.readTree(body);
      } catch (JsonProcessingException _) { // its text would quote the order
        throw new MalformedOrderException("body of the message is not valid JSON");
      }
    }
  }

  private static JsonNode parsed(byte[] payload) throws IOException {
    try {
      return Json.MAPPER.readTree(payload);
    } catch (JsonProcessingException _) { // its text would quote the order
      throw new MalformedOrderException("input is not valid JSON");
    }
  }
}
