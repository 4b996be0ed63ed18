// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.List;
import java.util.TreeMap;

/// The event that a function gets for a batch of messages.
///
/// See
/// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event.
final class SqsEvent {
  private SqsEvent() {}

  static String of(List<ReceivedMessage> batch, QueueAddress queue, String region) {
    var event = Json.object();
    var records = event.putArray("Records");
    for (var received : batch) {
      var content = received.message().content();
      var record =
          records
              .addObject()
              .put("messageId", received.message().id())
              .put("receiptHandle", received.receiptHandle())
              .put("body", content.body());
      Selection.systemAttributes(received).forEach(record.putObject("attributes")::put);
      record.set("messageAttributes", messageAttributes(content));
      if (!content.attributes().isEmpty()) {
        record.put("md5OfMessageAttributes", Md5.ofAttributes(content.attributes()));
      }
      record
          .put("md5OfBody", Md5.ofBody(content.body()))
          .put("eventSource", "aws:sqs")
          .put("eventSourceARN", queue.arn())
          .put("awsRegion", region);
    }
    return Json.write(event);
  }

  private static ObjectNode messageAttributes(MessageContent content) {
    var attributes = Json.object();
    new TreeMap<>(content.attributes())
        .forEach((name, attribute) -> {
          var node = attributes.putObject(name);
          switch (attribute) {
            case MessageAttribute.Text text -> node.put("stringValue", text.value());
            case MessageAttribute.Binary binary -> node.put("binaryValue", binary.base64());
          }
          node.putArray("stringListValues");
          node.putArray("binaryListValues");
          node.put("dataType", attribute.dataType());
        });
    return attributes;
  }
}
