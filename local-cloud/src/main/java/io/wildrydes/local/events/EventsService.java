// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.Durable;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.json.Fields;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// EventBridge: the template's buses and rules, and the default bus.
///
/// **Differs:** events that wait for a retry are held in memory; [#save()] gives them when the
/// service has closed.
public final class EventsService implements Durable, AutoCloseable {
  private static final String BUS = "AWS::Events::EventBus";
  private static final String RULE = "AWS::Events::Rule";

  private final AwsApi api;
  private final DeliveryWorker worker;
  private final StoredDeliveries stored;

  private EventsService(AwsApi api, DeliveryWorker worker, StoredDeliveries stored) {
    this.api = api;
    this.worker = worker;
    this.stored = stored;
  }

  public static Set<String> resourceTypes() {
    return Set.of(BUS, RULE);
  }

  /// Reads buses and rules; what is unsupported or wrong becomes a problem.
  public static EventsService of(Stack stack, Problems problems, Platform platform, Ports ports) {
    var rules = new TreeMap<String, List<Rule>>();
    rules.put(EventBus.DEFAULT_NAME, new ArrayList<>());
    for (var resource : stack.ofType(BUS)) {
      busName(resource, problems).ifPresent(name -> rules.put(name, new ArrayList<>()));
    }
    var reader = new RuleReader(stack.identity(), new TreeSet<>(rules.keySet()), problems);
    for (var resource : stack.ofType(RULE)) {
      reader.read(resource).ifPresent(rule -> add(rule, rules, resource, problems));
    }
    var now = platform.now();
    var buses = new ArrayList<EventBus>();
    rules.forEach((name, ofBus) ->
        buses.add(
            new EventBus(name, stack.identity().arn("events", "event-bus/" + name), now, ofBus)));
    var outbox = new Outbox();
    var engine = new EventBuses(buses, stack.identity(), platform.uuids(), outbox);
    var retries = new RetryRules(platform.waits(), platform.random());
    return new EventsService(
        new EventsApi(engine, stack.identity()).api(),
        new DeliveryWorker(outbox, retries, ports, platform.clock()),
        new StoredDeliveries(engine, outbox));
  }

  public AwsApi api() {
    return api;
  }

  @Override
  public String durableName() {
    return "events";
  }

  @Override
  public ObjectNode save() {
    return stored.save();
  }

  @Override
  public List<String> restore(Fields saved) {
    return stored.restore(saved);
  }

  @Override
  public SortedMap<String, Integer> waiting() {
    return stored.waiting();
  }

  /// Begins to deliver. Called once.
  public void start() {
    worker.start();
  }

  @Override
  public void close() {
    worker.close();
  }

  private static void add(
      Rule rule, Map<String, List<Rule>> rules, Resource resource, Problems problems) {
    var ofBus = rules.getOrDefault(rule.bus(), new ArrayList<>());
    if (ofBus.stream().anyMatch(other -> other.name().equals(rule.name()))) {
      problems.add(
          resource.logicalId() + " Name",
          "'%s' is used by another rule of bus %s".formatted(rule.name(), rule.bus()));
      return;
    }
    ofBus.add(rule);
  }

  private static Optional<String> busName(Resource resource, Problems problems) {
    var properties = Properties.of(resource, problems);
    var name = properties.required("Name");
    properties.accept("Description", "Tags");
    properties.end();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.equals(EventBus.DEFAULT_NAME) || !name.matches("[.\\-_A-Za-z0-9]{1,256}")) {
      properties.problem("Name", "'%s' is not a name for a custom event bus".formatted(name));
    }
    return Optional.of(name);
  }
}
