// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static io.wildrydes.local.queues.QueueStacks.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Fields;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import io.wildrydes.local.template.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class StoredQueuesTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration THIRTY = Duration.ofSeconds(30);
  private static final Sender SENDER = new Sender.Caller("arn:aws:iam::000000000000:user/a");

  private final AtomicReference<Instant> now = new AtomicReference<>(T0);
  private final Queues before = queues("orders", "dlq");

  @Test
  void bringsWholeMessagesBackInTheirOrder() {
    var content =
        new MessageContent(
            "body \u20ac",
            Map.of(
                "s",
                MessageAttribute.of("text"),
                "b",
                new MessageAttribute.Binary("Binary", "AAE=")),
            "Root=1-5759e988-bd862e3fe1be46a994272793");
    before.send(orders(before), content, null, SENDER);
    before.send(orders(before), MessageContent.of("second"), null, SENDER);
    var sent = orders(before).stored();

    var after = restored(saved());

    assertThat(orders(after).stored()).isEqualTo(sent);
    assertThat(receive(after))
        .extracting(m -> m.message().content().body())
        .containsExactly("body \u20ac", "second");
  }

  @Test
  void keepsMessagesInFlightHiddenUntilTheirTimeoutEnds() {
    before.send(orders(before), MessageContent.of("order"), null, SENDER);
    receive(before);

    var after = restored(saved());

    now.set(T0.plusSeconds(29));
    assertThat(receive(after)).isEmpty();
    assertThat(orders(after).state(now.get()).inFlight()).isEqualTo(1);
    now.set(T0.plusSeconds(30));
    assertThat(receive(after))
        .singleElement()
        .satisfies(message -> assertThat(message.receiveCount()).isEqualTo(2));
  }

  @Test
  void takesReceiptHandlesFromBefore() {
    before.send(orders(before), MessageContent.of("order"), null, SENDER);
    var handle = receive(before).getFirst().receiptHandle();

    var after = restored(saved());
    orders(after).delete(handle);

    assertThat(orders(after).stored()).isEmpty();
  }

  @Test
  void keepsDelaysAndDeadLettersWithTheirSource() {
    before.send(orders(before), MessageContent.of("later"), Duration.ofSeconds(90), SENDER);
    var dead = new Message("m-1", MessageContent.of("dead"), "AIDA", T0);
    dlq(before).adopt(new HeldMessage(dead, 5, T0, null), QueueStacks.arn("orders"), T0);

    var after = restored(saved());

    assertThat(orders(after).state(T0).delayed()).isEqualTo(1);
    assertThat(dlq(after).receive(new Receive(1, 1000, THIRTY), T0).messages())
        .singleElement()
        .satisfies(message -> {
          assertThat(message.receiveCount()).isEqualTo(6);
          assertThat(message.deadLetterSource()).isEqualTo(QueueStacks.arn("orders"));
        });
  }

  @Test
  void showsWhatWasOnItsWayToAnotherQueue() {
    before.send(orders(before), MessageContent.of("held"), null, SENDER);
    assertThat(orders(before).holdNext(T0)).isPresent();

    assertThat(receive(restored(saved()))).hasSize(1);
  }

  @Test
  void namesAndKeepsQueuesThatTheTemplateNoLongerHas() {
    before.send(orders(before), MessageContent.of("stranded"), null, SENDER);
    var without = new StoredQueues(queues("dlq"), QueueStacks.platform(now::get, 1));

    var homeless = without.restore(Fields.of(saved()));

    assertThat(homeless)
        .containsExactly("1 messages of queue orders, which the template does not have");
    assertThat(receive(restored(without.save()))).hasSize(1);
  }

  @Test
  void refusesWhatIsNotItsOwnAndTakesNothing() {
    before.send(orders(before), MessageContent.of("good"), null, SENDER);
    before.send(dlq(before), MessageContent.of("damaged"), null, SENDER);
    var saved = saved();
    ((ObjectNode) saved.at("/queues/1/messages/0")).put("sentAt", "yesterday");
    var queues = queues("orders", "dlq");
    var stored = new StoredQueues(queues, QueueStacks.platform(now::get, 1));

    assertThatThrownBy(() -> stored.restore(Fields.of(saved)))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessage("sentAt is not a time");
    assertThat(stored.waiting()).isEmpty();
  }

  @Test
  void countsWhatWaitsByQueue() {
    before.send(orders(before), MessageContent.of("one"), null, SENDER);
    before.send(orders(before), MessageContent.of("two"), null, SENDER);
    receive(before);

    assertThat(new StoredQueues(before, QueueStacks.platform(now::get, 1)).waiting())
        .isEqualTo(Map.of("queue orders", 2));
  }

  private ObjectNode saved() {
    return new StoredQueues(before, QueueStacks.platform(now::get, 1)).save();
  }

  private Queues restored(ObjectNode saved) {
    var queues = queues("orders", "dlq");
    var stored = new StoredQueues(queues, QueueStacks.platform(now::get, 1));
    var read = Fields.of(Json.parse(Json.write(saved)));
    assertThat(stored.restore(read)).isEmpty();
    return queues;
  }

  private List<ReceivedMessage> receive(Queues queues) {
    return queues.receive(orders(queues), new Receive(10, 100_000, THIRTY), now.get());
  }

  private static MessageQueue orders(Queues queues) {
    return queues.byName("orders").orElseThrow();
  }

  private static MessageQueue dlq(Queues queues) {
    return queues.byName("dlq").orElseThrow();
  }

  private Queues queues(String... names) {
    var stack = stack();
    for (var name : names) {
      stack.queue(name, "{}");
    }
    return new QueueReader(stack.build(), new Problems(), QueueStacks.platform(now::get, 1)).read();
  }
}
