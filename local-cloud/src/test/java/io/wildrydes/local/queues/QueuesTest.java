// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.aws.PrincipalIds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueuesTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration THIRTY = Duration.ofSeconds(30);
  private static final Sender SENDER = new Sender.Caller("arn:aws:iam::000000000000:user/test");

  private final AtomicInteger ids = new AtomicInteger();
  private final MessageQueue deadLetters = queue("orders-dlq", QueueSettings.DEFAULTS);
  private final MessageQueue orders =
      queue(
          "orders",
          QueueSettings.DEFAULTS
              .with(QueueNumber.DELAY, 5)
              .withRedrive(new RedrivePolicy(QueueStacks.arn("orders-dlq"), 1)));
  private final Queues queues =
      new Queues(
          List.of(orders, deadLetters),
          new Platform(
              QueueStacks.IDENTITY,
              () -> T0,
              PlatformWaits.AS_ON_AWS,
              () -> "id-" + ids.incrementAndGet(),
              new Random(1)));

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4566/000000000000/orders, true",
    "https://sqs.us-east-1.amazonaws.com/000000000000/orders, true",
    "http://127.0.0.1:4566/111111111111/orders, false",
    "http://127.0.0.1:4566/000000000000/, false",
    "orders, false"
  })
  void findsQueuesByUrlWhateverTheHost(String url, boolean found) {
    assertThat(queues.byUrl(url).isPresent()).isEqualTo(found);
  }

  @Test
  void delaysBySettingUnlessTheSenderSays() {
    queues.send(orders, MessageContent.of("later"), null, SENDER);
    queues.send(orders, MessageContent.of("now"), Duration.ZERO, SENDER);

    assertThat(orders.state(T0)).isEqualTo(new QueueState(1, 0, 1, T0, T0));
  }

  @Test
  void movesWhatWasReceivedTooOftenToTheDeadLetterQueue() {
    queues.send(orders, MessageContent.of("poison"), Duration.ZERO, SENDER);
    queues.receive(orders, Receive.of(1, THIRTY), T0);

    var second = queues.receive(orders, Receive.of(1, THIRTY), T0.plusSeconds(30));

    assertThat(second).isEmpty();
    assertThat(orders.state(T0.plusSeconds(30))).isEqualTo(new QueueState(0, 0, 0, T0, T0));
    var dead = queues.receive(deadLetters, Receive.of(1, THIRTY), T0.plusSeconds(30)).getFirst();
    assertThat(dead.message().id()).isEqualTo("id-1");
    assertThat(dead.message().sentAt()).isEqualTo(T0);
    assertThat(dead.receiveCount()).isEqualTo(2);
    assertThat(dead.deadLetterSource()).isEqualTo(QueueStacks.arn("orders"));
  }

  @Test
  void movesDeadLettersBackAsNewMessages() {
    kill("poison");
    var task = task(null);

    task.step(() -> "new-id", T0.plusSeconds(60));
    task.step(() -> "unused", T0.plusSeconds(60));

    assertThat(task.progress())
        .isEqualTo(
            new MoveTask.Progress(MoveTask.Status.COMPLETED, 1, 1, T0.plusSeconds(60), null));
    assertThat(deadLetters.state(T0.plusSeconds(60)).visible()).isZero();
    var back = queues.receive(orders, Receive.of(1, THIRTY), T0.plusSeconds(60)).getFirst();
    assertThat(back.message().id()).isEqualTo("new-id");
    assertThat(back.message().sentAt()).isEqualTo(T0.plusSeconds(60));
    assertThat(back.receiveCount()).isEqualTo(1);
    assertThat(back.deadLetterSource()).isNull();
  }

  @Test
  void movesDeadLettersToTheDestinationGiven() {
    var other = queue("other", QueueSettings.DEFAULTS);
    kill("poison");
    var task = task(other);

    task.step(() -> "new-id", T0.plusSeconds(60));

    assertThat(other.state(T0.plusSeconds(60)).visible()).isEqualTo(1);
  }

  @Test
  void failsToMoveWhatNoQueueRedrove() {
    queues.send(deadLetters, MessageContent.of("from a function"), null, SENDER);
    var task = task(null);

    task.step(() -> "unused", T0.plusSeconds(60));

    assertThat(task.progress().status()).isEqualTo(MoveTask.Status.FAILED);
    assertThat(task.progress().failureReason()).isEqualTo("CouldNotDetermineMessageSource");
    assertThat(deadLetters.state(T0.plusSeconds(60)).visible()).isEqualTo(1);
  }

  @Test
  void movesNothingOnceCancelled() {
    kill("poison");
    var task = task(null);

    assertThat(task.cancel()).isTrue();
    task.step(() -> "unused", T0.plusSeconds(60));

    assertThat(task.cancel()).isFalse();
    assertThat(task.progress().status()).isEqualTo(MoveTask.Status.CANCELLED);
    assertThat(deadLetters.state(T0.plusSeconds(60)).visible()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS.kind | String | x",
        "a..b     | String | x",
        "a b      | String | x",
        "a        | Text   | x",
        "a        | Number | x",
        "a        | Number | 1.2.3",
        "a        | Binary | x"
      })
  void refusesAttributesThatBreakTheRules(String name, String type, String value) {
    var attributes = Map.<String, MessageAttribute>of(name, new MessageAttribute.Text(type, value));

    assertThatThrownBy(
            () -> queues.send(orders, new MessageContent("b", attributes, null), null, SENDER))
        .hasMessageContaining(name);
  }

  @Test
  void refusesMoreThanTenAttributes() {
    var attributes = new HashMap<String, MessageAttribute>();
    for (int i = 0; i < 11; i++) {
      attributes.put("a" + i, MessageAttribute.of("x"));
    }

    assertThatThrownBy(
            () -> queues.send(orders, new MessageContent("b", attributes, null), null, SENDER))
        .hasMessage("Number of message attributes [11] exceeds the allowed maximum [10].");
  }

  @Test
  void countsAttributesButNotTheTraceTowardsTheSize() {
    var small = queue("small", QueueSettings.DEFAULTS.with(QueueNumber.MAXIMUM_MESSAGE_SIZE, 1024));
    var attributes = Map.of("a", MessageAttribute.of("v")); // 1 + 6 + 1 bytes
    var fits = new MessageContent("x".repeat(1016), attributes, "Root=1-1-1".repeat(50));

    queues.send(small, fits, null, SENDER);

    assertThatThrownBy(() ->
            queues.send(
                small, new MessageContent("x".repeat(1017), attributes, null), null, SENDER))
        .hasMessage(
            "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::000000000000:user/developer, AIDA[0-9A-F]{17}",
    "arn:aws:sts::000000000000:assumed-role/role/session, AROA[0-9A-F]{17}:session",
    "events.amazonaws.com, AIDA[0-9A-F]{17}"
  })
  void namesSendersByIds(String principal, String pattern) {
    assertThat(PrincipalIds.of(principal)).matches(pattern);
  }

  private MoveTask task(@Nullable MessageQueue destination) {
    var request = new MoveTask.Request("task", deadLetters, destination, 0);
    return new MoveTask(request, queues, T0.plusSeconds(60));
  }

  private void kill(String body) {
    queues.send(orders, MessageContent.of(body), Duration.ZERO, SENDER);
    queues.receive(orders, Receive.of(1, Duration.ZERO), T0);
    queues.receive(orders, Receive.of(1, Duration.ZERO), T0);
  }

  private static MessageQueue queue(String name, QueueSettings settings) {
    var address = new QueueAddress(name, QueueStacks.arn(name), QueueStacks.url(name));
    return new MessageQueue(address, settings, T0);
  }
}
