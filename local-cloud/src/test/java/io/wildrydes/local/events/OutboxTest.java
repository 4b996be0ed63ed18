// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import static io.wildrydes.local.events.Samples.NOW;
import static io.wildrydes.local.events.Samples.aRule;
import static io.wildrydes.local.events.Samples.anEvent;
import static io.wildrydes.local.events.Samples.queueTarget;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Outbox outbox = new Outbox();

  @Test
  void givesOutWhatIsDueByTime() {
    outbox.addAll(List.of(dueAt(3), dueAt(1), dueAt(2)));

    assertThat(outbox.takeDue(NOW.plusSeconds(2)))
        .extracting(Delivery::due)
        .containsExactly(NOW.plusSeconds(1), NOW.plusSeconds(2));
  }

  @Test
  void givesOutEachDeliveryOnce() {
    outbox.addAll(List.of(dueAt(1)));
    outbox.takeDue(NOW.plusSeconds(1));

    assertThat(outbox.takeDue(NOW.plusSeconds(9))).isEmpty();
  }

  @Test
  void keepsWhatIsDueLater() {
    outbox.addAll(List.of(dueAt(1)));

    assertThat(outbox.takeDue(NOW.plusMillis(999))).isEmpty();
    assertThat(outbox.takeDue(NOW.plusSeconds(1))).hasSize(1);
  }

  @Test
  void waitsNoLongerThanForTheFirst() throws Exception {
    outbox.addAll(List.of(dueAt(1)));

    assertThat(outbox.awaitDue(() -> NOW.plusSeconds(1))).hasSize(1);
  }

  private static Delivery dueAt(long second) {
    Instant due = NOW.plusSeconds(second);
    return Delivery.of(anEvent("{}"), aRule(), queueTarget()).retriedAt(due);
  }
}
