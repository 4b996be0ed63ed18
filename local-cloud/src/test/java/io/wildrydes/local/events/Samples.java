// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.TraceHeader;
import io.wildrydes.local.json.Json;
import java.time.Instant;
import java.util.List;

/// Rules, targets, entries and events for tests.
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00.750Z");
  static final Identity IDENTITY = Identity.local("us-east-1");
  static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:orders";
  static final String DLQ = "arn:aws:sqs:us-east-1:000000000000:orders-dlq";
  static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:delivery:live";
  static final String RULE_ARN = "arn:aws:events:us-east-1:000000000000:rule/orders/order-notify";
  static final TraceHeader TRACE =
      TraceHeader.parse(
              "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1")
          .orElseThrow();

  private Samples() {}

  static Target queueTarget() {
    return new Target("queue", QUEUE, new TargetInput.Whole(), RetryPolicy.DEFAULT, DLQ);
  }

  static Rule aRule(Target... targets) {
    var pattern = "{\"source\":[\"wild-rydes.notification\"]}";
    return new Rule("order-notify", RULE_ARN, "orders", pattern, true, null, List.of(targets));
  }

  static EventBus aBus(Rule... rules) {
    var arn = IDENTITY.arn("events", "event-bus/orders");
    return new EventBus("orders", arn, NOW, List.of(rules));
  }

  static Entry anEntry(String detail) {
    return new Entry(
        "wild-rydes.notification", "order-notify", detail, "orders", List.of(), null, TRACE);
  }

  static Event anEvent(String detail) {
    var envelope =
        Json.object()
            .put("version", "0")
            .put("id", "e-1")
            .put("detail-type", "order-notify")
            .put("source", "wild-rydes.notification")
            .put("time", "2026-11-20T10:00:00Z");
    envelope.putArray("resources").add("arn:one").add("arn:two");
    envelope.set("detail", Json.parse(detail));
    return new Event("e-1", envelope, Json.write(envelope), TRACE, NOW);
  }
}
