// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which attributes a receiver wants to see, and a message with just these.
///
/// See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html.
///
/// @param system names of system attributes, or `All`
/// @param message names of message attributes, `All`, `.*` or a prefix with `.*` behind it
record Selection(Set<String> system, List<String> message) {
  private static final Set<String> SYSTEM =
      Set.of(
          "All",
          "AWSTraceHeader",
          "ApproximateFirstReceiveTimestamp",
          "ApproximateReceiveCount",
          "DeadLetterQueueSourceArn",
          "MessageDeduplicationId",
          "MessageGroupId",
          "SenderId",
          "SentTimestamp",
          "SequenceNumber");

  /// What the input of a receive asks for.
  static Selection of(SqsInput input) {
    var system = new LinkedHashSet<>(input.strings("AttributeNames"));
    system.addAll(input.strings("MessageSystemAttributeNames"));
    for (var name : system) {
      if (!SYSTEM.contains(name)) {
        throw SqsErrors.refused("InvalidAttributeName", "Unknown Attribute %s.".formatted(name));
      }
    }
    return new Selection(system, input.strings("MessageAttributeNames"));
  }

  ObjectNode write(ReceivedMessage received) {
    var content = received.message().content();
    var node =
        Json.object()
            .put("MessageId", received.message().id())
            .put("ReceiptHandle", received.receiptHandle())
            .put("MD5OfBody", Md5.ofBody(content.body()))
            .put("Body", content.body());
    var chosenSystem = new LinkedHashMap<>(systemAttributes(received));
    chosenSystem.keySet().removeIf(name -> !system.contains("All") && !system.contains(name));
    if (!chosenSystem.isEmpty()) {
      var attributes = node.putObject("Attributes");
      chosenSystem.forEach(attributes::put);
    }
    var chosen = new TreeMap<>(content.attributes());
    chosen.keySet().removeIf(name -> !isChosen(name));
    if (!chosen.isEmpty()) {
      node.put("MD5OfMessageAttributes", Md5.ofAttributes(chosen));
      node.set("MessageAttributes", AttributeValues.write(chosen));
    }
    return node;
  }

  /// Every system attribute that the message has.
  static Map<String, String> systemAttributes(ReceivedMessage received) {
    var message = received.message();
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("ApproximateReceiveCount", String.valueOf(received.receiveCount()));
    if (message.content().traceHeader() != null) {
      attributes.put("AWSTraceHeader", message.content().traceHeader());
    }
    attributes.put("SentTimestamp", String.valueOf(message.sentAt().toEpochMilli()));
    attributes.put("SenderId", message.senderId());
    attributes.put(
        "ApproximateFirstReceiveTimestamp",
        String.valueOf(received.firstReceivedAt().toEpochMilli()));
    if (received.deadLetterSource() != null) {
      attributes.put("DeadLetterQueueSourceArn", received.deadLetterSource());
    }
    return attributes;
  }

  private boolean isChosen(String name) {
    return message.stream()
        .anyMatch(wanted ->
            wanted.equals("All")
                || wanted.equals(name)
                || (wanted.endsWith(".*")
                    && name.startsWith(wanted.substring(0, wanted.length() - 2))));
  }
}
