// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import static io.wildrydes.local.events.Samples.IDENTITY;
import static io.wildrydes.local.events.Samples.NOW;
import static io.wildrydes.local.events.Samples.aBus;
import static io.wildrydes.local.events.Samples.aRule;
import static io.wildrydes.local.events.Samples.anEvent;
import static io.wildrydes.local.events.Samples.queueTarget;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Fields;
import io.wildrydes.local.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredDeliveriesTest {
  private final Rule rule = aRule(queueTarget());
  private final Delivery waiting =
      Delivery.of(anEvent("{\"order_id\":\"A-1\"}"), rule, queueTarget())
          .retriedAt(NOW.plusSeconds(7));

  @Test
  void bringsARetriedDeliveryBackAsItWas() {
    var outbox = new Outbox();

    var homeless = stored(outbox, rule).restore(Fields.of(saved()));

    assertThat(homeless).isEmpty();
    assertThat(outbox.all()).containsExactly(waiting);
  }

  @Test
  void namesAndKeepsDeliveriesOfARuleThatIsGone() {
    var outbox = new Outbox();
    var without = stored(outbox);

    var homeless = without.restore(Fields.of(saved()));

    assertThat(homeless)
        .containsExactly(
            "event e-1 for target queue of rule order-notify, which the template does not have");
    assertThat(outbox.all()).isEmpty();
    assertThat(without.save()).isEqualTo(saved());
  }

  @Test
  void countsWhatWaitsByRule() {
    var outbox = new Outbox();
    outbox.addAll(List.of(waiting, waiting));

    assertThat(stored(outbox, rule).waiting()).isEqualTo(Map.of("rule order-notify", 2));
  }

  private ObjectNode saved() {
    var outbox = new Outbox();
    outbox.addAll(List.of(waiting));
    return (ObjectNode) Json.parse(Json.write(stored(outbox, rule).save()));
  }

  private static StoredDeliveries stored(Outbox outbox, Rule... rules) {
    var buses = new EventBuses(List.of(aBus(rules)), IDENTITY, () -> "id", outbox);
    return new StoredDeliveries(buses, outbox);
  }
}
