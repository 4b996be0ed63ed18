// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SqsEventTest {
  private static final Instant SENT = Instant.ofEpochMilli(1_545_082_649_183L);
  private static final QueueAddress QUEUE =
      new QueueAddress("my-queue", "arn:aws:sqs:us-east-2:123456789012:my-queue", "http://x");

  // The example of https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html.
  @Test
  void hasTheShapeThatFunctionsKnow() {
    var message =
        new Message(
            "059f36b4-87a3-44ab-83d2-661975830a7d",
            MessageContent.of("Test message."),
            "AIDAIENQZJOLO23YVJ4VO",
            SENT);
    var received = new ReceivedMessage(message, "AQEB", 1, SENT.plusMillis(2), null);

    assertThat(Json.parse(SqsEvent.of(List.of(received), QUEUE, "us-east-2")))
        .isEqualTo(
            Json.parse(
                """
                {
                  "Records": [
                    {
                      "messageId": "059f36b4-87a3-44ab-83d2-661975830a7d",
                      "receiptHandle": "AQEB",
                      "body": "Test message.",
                      "attributes": {
                        "ApproximateReceiveCount": "1",
                        "SentTimestamp": "1545082649183",
                        "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                        "ApproximateFirstReceiveTimestamp": "1545082649185"
                      },
                      "messageAttributes": {},
                      "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
                      "eventSource": "aws:sqs",
                      "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:my-queue",
                      "awsRegion": "us-east-2"
                    }
                  ]
                }
                """));
  }

  @Test
  void carriesAttributesTraceAndDeadLetterSource() {
    var attributes =
        Map.of(
            "kind",
            MessageAttribute.of("ride"),
            "seal",
            new MessageAttribute.Binary("Binary", "AQID"));
    var trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";
    var message = new Message("id", new MessageContent("b", attributes, trace), "AIDA", SENT);
    var received = new ReceivedMessage(message, "AQEB", 4, SENT, QUEUE.arn() + "-source");

    var record =
        Json.parse(SqsEvent.of(List.of(received), QUEUE, "us-east-2")).path("Records").path(0);

    assertThat(record.path("attributes").path("AWSTraceHeader").asText()).isEqualTo(trace);
    assertThat(record.path("attributes").path("DeadLetterQueueSourceArn").asText())
        .isEqualTo("arn:aws:sqs:us-east-2:123456789012:my-queue-source");
    assertThat(record.path("messageAttributes"))
        .isEqualTo(
            Json.parse(
                """
                {
                  "kind": {"stringValue": "ride", "stringListValues": [], "binaryListValues": [], "dataType": "String"},
                  "seal": {"binaryValue": "AQID", "stringListValues": [], "binaryListValues": [], "dataType": "Binary"}
                }
                """));
    assertThat(record.path("md5OfMessageAttributes").asText())
        .isEqualTo(Md5.ofAttributes(attributes));
  }
}
