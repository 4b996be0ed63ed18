// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.SENT_TIMESTAMP;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

class DeadLetterTest {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:wild-rydes-delivery";
  private static final String FUNCTION =
      "arn:aws:lambda:us-east-1:000000000000:function:wild-rydes-delivery:live";
  private static final String EVENT =
      "{\"detail\":{\"order_id\":\"order-1\",\"meta_data\":{\"correlation_id\":\"c-1\"}}}";

  @Test
  void namesTheOrderAndTheQueueThatSqsTookItFrom() {
    var message = message(EVENT).toBuilder();
    var letter =
        DeadLetter.of(
            message
                .attributes(
                    Map.of(
                        SENT_TIMESTAMP,
                        "1768472130120",
                        APPROXIMATE_RECEIVE_COUNT,
                        "6",
                        DEAD_LETTER_QUEUE_SOURCE_ARN,
                        QUEUE))
                .build());

    assertThat(letter)
        .isEqualTo(
            new DeadLetter(
                "m-1",
                Instant.parse("2026-01-15T10:15:30.120Z"),
                6,
                "c-1",
                "order-1",
                new Death.InQueue(QUEUE)));
  }

  @Test
  void tellsWhatARuleSaysOfItsFailure() {
    var message =
        message(
            EVENT,
            "RULE_ARN",
            "arn:aws:events:us-east-1:000000000000:rule/bus/orders",
            "TARGET_ARN",
            QUEUE,
            "ERROR_CODE",
            "NO_PERMISSIONS",
            "ERROR_MESSAGE",
            "not allowed",
            "RETRY_ATTEMPTS",
            "0");

    assertThat(Death.of(message))
        .isEqualTo(
            new Death.AtRule(
                "arn:aws:events:us-east-1:000000000000:rule/bus/orders",
                QUEUE,
                "NO_PERMISSIONS",
                "not allowed",
                "0",
                ""));
  }

  @Test
  void tellsWhatLambdaSaysOfAFailedEvent() {
    var message =
        message(EVENT, "RequestID", "r-1", "ErrorCode", "200", "ErrorMessage", "out of luck");

    assertThat(Death.of(message)).isEqualTo(new Death.InFunction("r-1", "200", "out of luck"));
  }

  @Test
  void knowsNothingOfAMessageThatSomebodySent() {
    assertThat(DeadLetter.of(message("by hand")))
        .isEqualTo(new DeadLetter("m-1", Instant.EPOCH, 0, "", "", new Death.Unknown()));
  }

  @Test
  void goesBackToWhereItWasGivenUp() {
    var own = queue(List.of(FUNCTION));
    var shared = queue(List.of(FUNCTION, FUNCTION + "-2"));
    var byFunction = new Death.InFunction("r-1", "200", "");

    assertThat(Destination.of(new Death.InQueue(QUEUE), own))
        .contains(new Destination.Queue(QUEUE));
    assertThat(Destination.of(new Death.AtRule("", QUEUE, "", "", "", ""), own))
        .contains(new Destination.Queue(QUEUE));
    assertThat(Destination.of(new Death.AtRule("", FUNCTION, "", "", "", ""), own))
        .contains(new Destination.Function(FUNCTION));
    assertThat(Destination.of(new Death.AtRule("", "arn:aws:sns:x", "", "", "", ""), own))
        .isEmpty();
    assertThat(Destination.of(byFunction, own)).contains(new Destination.Function(FUNCTION));
    assertThat(Destination.of(byFunction, shared)).isEmpty();
    assertThat(Destination.of(new Death.Unknown(), own)).isEmpty();
  }

  @Test
  void readsAsAPersonWouldTellIt() {
    var letter =
        new DeadLetter(
            "m-1",
            Instant.parse("2026-01-15T10:15:30Z"),
            6,
            "c-1",
            "order-1",
            new Death.InQueue(QUEUE));
    var failure =
        new LoggedFailure(Instant.parse("2026-01-15T10:30:00Z"), "no try left", "try 5: 502");
    var text = new DeadLetterText(Optional.of(Map.of("c-1", failure)), "/aws/lambda/delivery");

    assertThat(text.of(queue(List.of()), List.of(letter)))
        .isEqualTo(
            """
            wild-rydes-dlq: 2 messages
              order order-1, correlation id c-1
                queued        2026-01-15T10:15:30Z, in wild-rydes-delivery
                given up      by SQS, which keeps neither reason nor time: too many receives
                last failure  2026-01-15T10:30:00Z no try left (try 5: 502)
                look next     aws logs filter-log-events --log-group-name /aws/lambda/delivery --filter-pattern '"c-1"'
                received      6 times so far, this look included
              ... 1 more; LIMIT= shows more
            """);
  }

  @Test
  void saysSoWhenTheLogCannotBeRead() {
    var letter = new DeadLetter("m-1", Instant.EPOCH, 6, "c-1", "", new Death.InQueue(QUEUE));
    var text = new DeadLetterText(Optional.empty(), "/aws/lambda/delivery");

    assertThat(text.of(queue(List.of()), List.of(letter)))
        .contains("order -, correlation id c-1")
        .contains("last failure  unknown, log group /aws/lambda/delivery cannot be read");
  }

  private static DeadLetterQueue queue(List<String> functions) {
    return new DeadLetterQueue("wild-rydes-dlq", "url", "arn", 2, 0, List.of(), functions);
  }

  private static Message message(String body, String... attributes) {
    var values = new HashMap<String, MessageAttributeValue>();
    for (int i = 0; i < attributes.length; i += 2) {
      values.put(
          attributes[i],
          MessageAttributeValue.builder()
              .dataType("String")
              .stringValue(attributes[i + 1])
              .build());
    }
    return Message.builder().messageId("m-1").body(body).messageAttributes(values).build();
  }
}
