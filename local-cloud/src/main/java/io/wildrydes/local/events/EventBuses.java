// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// All buses: takes entries, makes events of them, and puts one delivery per target of each
/// matching rule into the outbox. Thread-safe.
///
/// See https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html. As on AWS an
/// entry for a bus that does not exist is accepted and goes nowhere.
final class EventBuses {
  private static final int MAX_ENTRIES = 10;

  /// 1 MB for all entries of a call together, see
  /// https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-eventbridge-increases-event-payload-size-256-kb-1-mb/.
  private static final int MAX_BYTES = 1024 * 1024;

  private final Identity identity;
  private final Supplier<String> ids;
  private final Outbox outbox;
  private final NavigableMap<String, EventBus> buses = new TreeMap<>();

  /// @param ids a fresh id for each event
  EventBuses(List<EventBus> buses, Identity identity, Supplier<String> ids, Outbox outbox) {
    this.identity = identity;
    this.ids = ids;
    this.outbox = outbox;
    buses.forEach(bus -> this.buses.put(bus.name(), bus));
  }

  /// The buses in the order of their names.
  List<EventBus> all() {
    return List.copyOf(buses.values());
  }

  /// The bus with this name or ARN.
  EventBus bus(String nameOrArn) {
    return find(nameOrArn)
        .orElseThrow(() ->
            new AwsException(
                400,
                "ResourceNotFoundException",
                "Event bus %s does not exist.".formatted(nameOrArn)));
  }

  /// Takes the entries in order, each for itself.
  ///
  /// @throws AwsException when the call as a whole is refused, and then no entry is taken
  List<EntryResult> put(List<Entry> entries, Instant now) {
    if (entries.stream().mapToLong(Entry::sizeBytes).sum() > MAX_BYTES) {
      throw new AwsException(
          400,
          "ValidationException",
          "Total size of the entries in the request is over the limit.");
    }
    return entries.stream().map(entry -> put(entry, now)).toList();
  }

  static int maxEntries() {
    return MAX_ENTRIES;
  }

  private EntryResult put(Entry entry, Instant now) {
    return switch (CheckedEntry.of(entry)) {
      case CheckedEntry.Refused(var code, var message) -> new EntryResult.Refused(code, message);
      case CheckedEntry.Valid valid -> accept(valid, now);
    };
  }

  private EntryResult accept(CheckedEntry.Valid valid, Instant now) {
    var event = event(valid, now);
    var name = valid.entry().bus();
    find(name == null ? EventBus.DEFAULT_NAME : name)
        .ifPresent(bus -> outbox.addAll(deliveries(event, bus)));
    return new EntryResult.Accepted(event.id());
  }

  private static List<Delivery> deliveries(Event event, EventBus bus) {
    var deliveries = new ArrayList<Delivery>();
    for (var rule : bus.matching(event.envelope())) {
      rule.targets().forEach(target -> deliveries.add(Delivery.of(event, rule, target)));
    }
    return deliveries;
  }

  private Event event(CheckedEntry.Valid valid, Instant now) {
    var id = ids.get();
    var entry = valid.entry();
    var time = entry.time() == null ? now : entry.time();
    var envelope =
        Json.object()
            .put("version", "0")
            .put("id", id)
            .put("detail-type", valid.detailType())
            .put("source", valid.source())
            .put("account", identity.accountId())
            .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", identity.region());
    var resources = envelope.putArray("resources");
    entry.resources().forEach(resources::add);
    envelope.set("detail", valid.detail());
    return new Event(id, envelope, Json.write(envelope), entry.trace(), now);
  }

  private Optional<EventBus> find(String nameOrArn) {
    var name =
        nameOrArn.startsWith("arn:")
            ? buses.values().stream()
                .filter(bus -> bus.arn().equals(nameOrArn))
                .map(EventBus::name)
                .findFirst()
                .orElse("")
            : nameOrArn;
    return Optional.ofNullable(buses.get(name));
  }
}
