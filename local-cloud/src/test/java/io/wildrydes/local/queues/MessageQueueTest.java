// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.local.aws.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageQueueTest {
  private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:orders";
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration THIRTY = Duration.ofSeconds(30);

  private final MessageQueue queue = queue(QueueSettings.DEFAULTS);

  @Test
  void givesMessagesInTheOrderTheyBecameVisible() {
    send("first", 0);
    send("second", 0);

    assertThat(bodies(receive(10, 1))).containsExactly("first", "second");
  }

  @Test
  void givesAtMostWhatWasAskedFor() {
    IntStream.range(0, 12).forEach(i -> send("message " + i, 0));

    assertThat(receive(10, 1)).hasSize(10);
    assertThat(receive(10, 1)).hasSize(2);
  }

  @Test
  void stopsBeforeTheLimitOnBytesButGivesOneMessageAtLeast() {
    send("12345", 0);
    send("12345", 0);
    send("12345", 0);

    assertThat(queue.receive(new Receive(10, 12, THIRTY), at(1)).messages()).hasSize(2);
    assertThat(queue.receive(new Receive(10, 1, THIRTY), at(1)).messages()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "29, false", "30, true", "3600, true"})
  void redeliversWhenVisibilityTimeoutEnds(int seconds, boolean visible) {
    send("order", 0);
    receive(1, 0);

    assertThat(receive(1, seconds)).hasSize(visible ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "89, false", "90, true"})
  void hidesDelayedMessages(int seconds, boolean visible) {
    queue.put(message("later", 0), Duration.ofSeconds(90), T0);

    assertThat(receive(1, seconds)).hasSize(visible ? 1 : 0);
  }

  @Test
  void countsReceivesAndKeepsTheFirst() {
    send("order", 0);
    receive(1, 5);
    var again = receive(1, 35).getFirst();

    assertThat(again.receiveCount()).isEqualTo(2);
    assertThat(again.firstReceivedAt()).isEqualTo(at(5));
    assertThat(again.message().sentAt()).isEqualTo(T0);
  }

  @Test
  void deletesByTheLastHandleEvenAfterItsTimeout() {
    send("order", 0);
    var handle = receive(1, 0).getFirst().receiptHandle();

    queue.delete(handle);

    assertThat(receive(1, 31)).isEmpty();
  }

  @Test
  void ignoresDeletionByAnOlderHandle() {
    send("order", 0);
    var old = receive(1, 0).getFirst().receiptHandle();
    receive(1, 30);

    queue.delete(old);

    assertThat(receive(1, 60)).hasSize(1);
  }

  @Test
  void ignoresDeletionOfWhatIsGone() {
    send("order", 0);
    var handle = receive(1, 0).getFirst().receiptHandle();

    queue.delete(handle);
    queue.delete(handle);

    assertThat(queue.state(at(1)).inFlight()).isZero();
  }

  @Test
  void refusesHandlesOfOtherQueues() {
    var foreign = new ReceiptHandle(ARN + "-other", "id", 1).text();

    assertThatThrownBy(() -> queue.delete(foreign))
        .isInstanceOfSatisfying(
            AwsException.class,
            e -> {
              assertThat(e.status()).isEqualTo(404);
              assertThat(e.code()).isEqualTo("ReceiptHandleIsInvalid");
              assertThat(e.text())
                  .isEqualTo(
                      "The input receipt handle \"%s\" is not a valid receipt handle."
                          .formatted(foreign));
            });
  }

  @Test
  void makesMessagesVisibleAtOnceWhenHiddenForZero() {
    send("order", 0);
    var handle = receive(1, 0).getFirst().receiptHandle();

    queue.hide(handle, Duration.ZERO, at(1));

    assertThat(receive(1, 1)).hasSize(1);
  }

  @Test
  void extendsVisibilityFromNowOn() {
    send("order", 0);
    var handle = receive(1, 0).getFirst().receiptHandle();

    queue.hide(handle, Duration.ofSeconds(60), at(20));

    assertThat(receive(1, 79)).isEmpty();
    assertThat(receive(1, 80)).hasSize(1);
  }

  @Test
  void refusesToExtendVisibilityBeyondTwelveHours() {
    send("order", 0);
    var handle = receive(1, 0).getFirst().receiptHandle();

    assertThatThrownBy(() -> queue.hide(handle, Duration.ofHours(12), at(1)))
        .hasMessage(
            "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
  }

  @Test
  void refusesToChangeVisibilityOfWhatIsNotInFlight() {
    send("order", 0);
    var handle = receive(1, 0).getFirst().receiptHandle();

    assertThatThrownBy(() -> queue.hide(handle, THIRTY, at(30)))
        .hasMessage("The specified message isn't in flight.");
  }

  @Test
  void refusesToChangeVisibilityOfDeletedMessages() {
    send("order", 0);
    var handle = receive(1, 0).getFirst().receiptHandle();
    queue.delete(handle);

    assertThatThrownBy(() -> queue.hide(handle, THIRTY, at(1)))
        .hasMessage(
            "Value %s for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change."
                .formatted(handle));
  }

  @ParameterizedTest
  @CsvSource({"345599, 1", "345600, 0"})
  void dropsMessagesAfterTheirRetention(int seconds, int left) {
    send("order", 0);

    assertThat(receive(1, seconds)).hasSize(left);
  }

  @Test
  void dropsMessagesInFlightAfterTheirRetention() {
    var shortLived = queue(QueueSettings.DEFAULTS.with(QueueNumber.RETENTION, 60));
    shortLived.put(message("order", 0), Duration.ZERO, T0);
    shortLived.receive(Receive.of(1, Duration.ofHours(1)), at(1));

    assertThat(shortLived.state(at(60))).isEqualTo(new QueueState(0, 0, 0, T0, T0));
  }

  @Test
  void countsVisibleInFlightAndDelayedMessages() {
    send("one", 0);
    send("two", 0);
    queue.put(message("later", 0), Duration.ofSeconds(90), T0);
    receive(1, 1);

    assertThat(queue.state(at(2))).isEqualTo(new QueueState(1, 1, 1, T0, T0));
    assertThat(queue.state(at(31))).isEqualTo(new QueueState(2, 0, 1, T0, T0));
    assertThat(queue.state(at(90))).isEqualTo(new QueueState(3, 0, 0, T0, T0));
  }

  @Test
  void purgesEverything() {
    send("visible", 0);
    send("in flight", 0);
    queue.put(message("later", 0), Duration.ofSeconds(90), T0);
    receive(1, 0);

    queue.purge(at(1));

    assertThat(queue.state(at(100))).isEqualTo(new QueueState(0, 0, 0, T0, T0));
  }

  @ParameterizedTest
  @CsvSource({"1, true", "59, true", "60, false"})
  void purgesOnceInSixtySeconds(int seconds, boolean refused) {
    queue.purge(T0);

    if (refused) {
      assertThatThrownBy(() -> queue.purge(at(seconds)))
          .hasMessage("Only one PurgeQueue operation on orders is allowed every 60 seconds.");
    } else {
      queue.purge(at(seconds));
    }
  }

  @Test
  void refusesReceivesBeyondTheLimitInFlight() {
    IntStream.range(0, 120_001).forEach(i -> send("message " + i, 0));
    queue.receive(Receive.of(120_000, THIRTY), at(0));

    assertThatThrownBy(() -> receive(1, 1))
        .isInstanceOfSatisfying(
            AwsException.class, e -> assertThat(e.code()).isEqualTo("OverLimit"));
    assertThat(receive(1, 30)).hasSize(1);
  }

  @Test
  void holdsWhatWasReceivedTooOftenForTheDeadLetterQueue() {
    var redriving = queue(QueueSettings.DEFAULTS.withRedrive(new RedrivePolicy(ARN + "-dlq", 2)));
    redriving.put(message("order", 0), Duration.ZERO, T0);
    redriving.receive(Receive.of(1, THIRTY), at(0));
    redriving.receive(Receive.of(1, THIRTY), at(30));

    var third = redriving.receive(Receive.of(1, THIRTY), at(60));

    assertThat(third.messages()).isEmpty();
    assertThat(third.dead()).containsExactly(new HeldMessage(message("order", 0), 2, at(0), null));
    assertThat(redriving.state(at(60)).inFlight()).isEqualTo(1);
    redriving.forget("order");
    assertThat(redriving.state(at(60)).inFlight()).isZero();
  }

  @Test
  void goesOnToLivingMessagesBehindDeadOnes() {
    var redriving = queue(QueueSettings.DEFAULTS.withRedrive(new RedrivePolicy(ARN + "-dlq", 1)));
    redriving.put(message("poison", 0), Duration.ZERO, T0);
    redriving.receive(Receive.of(1, THIRTY), at(0));
    redriving.put(message("order", 31), Duration.ZERO, at(31));

    assertThat(bodies(redriving.receive(Receive.of(1, THIRTY), at(31)).messages()))
        .containsExactly("order");
  }

  @Test
  void givesAdoptedMessagesWithTheirHistory() {
    var dead = new HeldMessage(message("order", 0), 5, at(1), null);

    queue.adopt(dead, ARN + "-source", at(100));
    var received = receive(1, 100).getFirst();

    assertThat(received.message()).isEqualTo(message("order", 0));
    assertThat(received.receiveCount()).isEqualTo(6);
    assertThat(received.firstReceivedAt()).isEqualTo(at(1));
    assertThat(received.deadLetterSource()).isEqualTo(ARN + "-source");
  }

  @Test
  void countsTheRetentionOfAdoptedMessagesFromWhenTheyWereSent() {
    queue.adopt(new HeldMessage(message("order", 0), 5, at(1), null), ARN + "-source", at(345_000));

    assertThat(queue.state(at(345_599)).visible()).isEqualTo(1);
    assertThat(queue.state(at(345_600)).visible()).isZero();
  }

  @Test
  void hidesForTheRestOnlyByTheLastHandle() {
    send("order", 0);
    var old = receive(1, 0).getFirst().receiptHandle();
    receive(1, 30);

    queue.release(old, Duration.ZERO, at(31));

    assertThat(receive(1, 31)).isEmpty();
    assertThat(queue.visibleAgainAt(old)).isEmpty();
  }

  private static MessageQueue queue(QueueSettings settings) {
    var address = new QueueAddress("orders", ARN, "http://127.0.0.1:1/000000000000/orders");
    return new MessageQueue(address, settings, T0);
  }

  private void send(String body, int seconds) {
    queue.put(message(body, seconds), Duration.ZERO, at(seconds));
  }

  private static Message message(String body, int seconds) {
    return new Message(body, MessageContent.of(body), "AIDASENDER", at(seconds));
  }

  private List<ReceivedMessage> receive(int max, int seconds) {
    return queue.receive(Receive.of(max, THIRTY), at(seconds)).messages();
  }

  private static List<String> bodies(List<ReceivedMessage> messages) {
    return messages.stream().map(m -> m.message().content().body()).toList();
  }

  private static Instant at(int seconds) {
    return T0.plusSeconds(seconds);
  }
}
