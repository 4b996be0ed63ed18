// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.TraceHeader;
import io.wildrydes.local.json.Fields;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The deliveries that wait in the outbox as JSON. Used before the worker runs and after.
final class StoredDeliveries {
  private static final String DELIVERIES = "deliveries";

  private final EventBuses buses;
  private final Outbox outbox;
  private final List<ObjectNode> strangers = new ArrayList<>();

  StoredDeliveries(EventBuses buses, Outbox outbox) {
    this.buses = buses;
    this.outbox = outbox;
  }

  ObjectNode save() {
    var saved = Json.object();
    var list = saved.putArray(DELIVERIES);
    outbox.all().forEach(delivery -> list.add(json(delivery)));
    strangers.forEach(list::add);
    return saved;
  }

  /// Puts deliveries back; those of a rule or target that is gone are kept for the next [#save()].
  List<String> restore(Fields saved) {
    var found = new ArrayList<Delivery>();
    var homeless = new ArrayList<String>();
    for (var fields : saved.objects(DELIVERIES)) {
      delivery(fields)
          .ifPresentOrElse(
              found::add,
              () -> {
                strangers.add(fields.members());
                homeless.add(
                    "event %s for target %s of rule %s, which the template does not have"
                        .formatted(
                            fields.object("event").text("id"),
                            fields.text("target"),
                            fields.text("rule")));
              });
    }
    outbox.addAll(found);
    return homeless;
  }

  SortedMap<String, Integer> waiting() {
    var waiting = new TreeMap<String, Integer>();
    outbox
        .all()
        .forEach(delivery -> waiting.merge("rule " + delivery.rule().name(), 1, Integer::sum));
    return waiting;
  }

  private static ObjectNode json(Delivery delivery) {
    var event = delivery.event();
    var trace = event.trace();
    var node =
        Json.object()
            .put("bus", delivery.rule().bus())
            .put("rule", delivery.rule().name())
            .put("target", delivery.target().id())
            .put("retries", delivery.retries())
            .put("since", delivery.since().toString())
            .put("due", delivery.due().toString());
    node.putObject("event")
        .put("id", event.id())
        .put("text", event.text())
        .put("trace", trace == null ? null : trace.text())
        .put("receivedAt", event.receivedAt().toString());
    return node;
  }

  private Optional<Delivery> delivery(Fields fields) {
    var event = event(fields.object("event"));
    var retries = Math.toIntExact(fields.number("retries"));
    var since = fields.instant("since");
    var due = fields.instant("due");
    var bus = fields.text("bus");
    var ruleName = fields.text("rule");
    var targetId = fields.text("target");
    return buses.all().stream()
        .filter(candidate -> candidate.name().equals(bus))
        .flatMap(candidate -> candidate.rules().stream())
        .filter(rule -> rule.name().equals(ruleName))
        .flatMap(rule ->
            rule.targets().stream()
                .filter(target -> target.id().equals(targetId))
                .map(target -> new Delivery(event, rule, target, retries, since, due)))
        .findFirst();
  }

  private static Event event(Fields fields) {
    var text = fields.text("text");
    if (!(Json.parse(text) instanceof ObjectNode envelope)) {
      throw new MalformedJsonException("the text of an event is no object");
    }
    var trace = fields.optionalText("trace").flatMap(TraceHeader::parse).orElse(null);
    return new Event(fields.text("id"), envelope, text, trace, fields.instant("receivedAt"));
  }
}
