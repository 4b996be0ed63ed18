// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import static io.wildrydes.local.events.Samples.DLQ;
import static io.wildrydes.local.events.Samples.NOW;
import static io.wildrydes.local.events.Samples.QUEUE;
import static io.wildrydes.local.events.Samples.aRule;
import static io.wildrydes.local.events.Samples.anEvent;
import static io.wildrydes.local.events.Samples.queueTarget;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.json.Json;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The worker with its threads, between an outbox and a queue played by the test.
class DeliveryWorkerIT {
  private final BlockingQueue<Outgoing> deadLetters = new LinkedBlockingQueue<>();

  @Test
  void writesADeadLetterWhenTheInputCannotBeMade() throws Exception {
    var detail = new TargetInput.Part(JsonPath.parse("$.detail").orElseThrow());
    var target = new Target("queue", QUEUE, detail, RetryPolicy.DEFAULT, DLQ);
    var event = anEvent("{}");
    event.envelope().set("detail", deeperThanCanBeWritten());

    var letter = deadLetterOf(Delivery.of(event, aRule(target), target), new Random(1));

    assertThat(letter.body()).isEqualTo(event.text());
    assertThat(letter.attributes())
        .containsEntry("ERROR_CODE", "INTERNAL_ERROR")
        .containsEntry("ERROR_MESSAGE", "the delivery failed unexpectedly")
        .containsEntry("RETRY_ATTEMPTS", "0");
  }

  @Test
  void writesADeadLetterWhenTheRetryCannotBePlanned() throws Exception {
    var event = anEvent("{\"order_id\":\"A-1\"}");
    RandomGenerator broken =
        () -> {
          throw new IllegalStateException("out of chance");
        };

    var letter = deadLetterOf(Delivery.of(event, aRule(queueTarget()), queueTarget()), broken);

    assertThat(letter.body()).isEqualTo(event.text());
    assertThat(letter.attributes()).containsEntry("ERROR_CODE", "INTERNAL_ERROR");
  }

  /// What arrives in the dead-letter queue while the target takes nothing.
  private Outgoing deadLetterOf(Delivery delivery, RandomGenerator random)
      throws InterruptedException {
    var outbox = new Outbox();
    outbox.addAll(List.of(delivery));
    var ports = new Ports((_, _) -> HandOver.delivered(), this::take);
    var rules = new RetryRules(PlatformWaits.AS_ON_AWS, random);
    try (var worker = new DeliveryWorker(outbox, rules, ports, () -> NOW)) {
      worker.start();
      var letter = deadLetters.poll(10, TimeUnit.SECONDS);
      if (letter == null) {
        throw new AssertionError("no dead letter within ten seconds");
      }
      return letter;
    }
  }

  private HandOver take(String queueArn, Outgoing message) {
    if (!queueArn.equals(DLQ)) {
      return HandOver.throttled("Rate Exceeded.");
    }
    deadLetters.add(message);
    return HandOver.delivered();
  }

  private static JsonNode deeperThanCanBeWritten() {
    JsonNode lists = Json.array();
    for (int i = 0; i < 2000; i++) {
      lists = Json.array().add(lists);
    }
    return lists;
  }
}
