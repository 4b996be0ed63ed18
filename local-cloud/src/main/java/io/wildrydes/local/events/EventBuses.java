// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All buses: takes entries, makes events of them, and puts one delivery per target of each
/// matching rule into the outbox. Thread-safe.
///
/// See https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html. As on AWS an
/// entry for a bus that does not exist is accepted and goes nowhere.
final class EventBuses {
  private static final int MAX_ENTRIES = 10;
  private static final int MAX_DETAIL_TYPE = 128;

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
      throw invalid("Total size of the entries in the request is over the limit.");
    }
    return entries.stream().map(entry -> put(entry, now)).toList();
  }

  static int maxEntries() {
    return MAX_ENTRIES;
  }

  private EntryResult put(Entry entry, Instant now) {
    var detail = detail(entry.detail());
    var refusal = refusal(entry, detail);
    if (refusal.isPresent() || detail.isEmpty()) {
      return refusal.orElseThrow();
    }
    var event = event(entry, detail.get(), now);
    var bus = find(entry.bus() == null ? EventBus.DEFAULT_NAME : entry.bus());
    bus.ifPresent(b -> outbox.addAll(deliveries(event, b)));
    return new EntryResult.Accepted(event.id());
  }

  private static List<Delivery> deliveries(Event event, EventBus bus) {
    var deliveries = new ArrayList<Delivery>();
    for (var rule : bus.matching(event.envelope())) {
      rule.targets().forEach(target -> deliveries.add(Delivery.of(event, rule, target)));
    }
    return deliveries;
  }

  private Event event(Entry entry, ObjectNode detail, Instant now) {
    var id = ids.get();
    var time = entry.time() == null ? now : entry.time();
    var envelope =
        Json.object()
            .put("version", "0")
            .put("id", id)
            .put("detail-type", entry.detailType())
            .put("source", entry.source())
            .put("account", identity.accountId())
            .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", identity.region());
    var resources = envelope.putArray("resources");
    entry.resources().forEach(resources::add);
    envelope.set("detail", detail);
    return new Event(id, envelope, Json.write(envelope), entry.trace(), now);
  }

  private static Optional<EntryResult> refusal(Entry entry, Optional<ObjectNode> detail) {
    var refused =
        required("Source", entry.source())
            .or(() -> required("DetailType", entry.detailType()))
            .or(() -> required("Detail", entry.detail()));
    if (refused.isPresent()) {
      return refused;
    }
    if (detail.isEmpty()) {
      return refuse("MalformedDetail", "Detail is malformed.");
    }
    if (String.valueOf(entry.source()).startsWith("aws.")) {
      return refuse("NotAuthorizedForSourceException", "Not authorized for the source.");
    }
    if (String.valueOf(entry.detailType()).length() > MAX_DETAIL_TYPE) {
      return argument("DetailType", "DetailType is longer than 128 characters.");
    }
    return Optional.empty();
  }

  private static Optional<EntryResult> required(String name, @Nullable String value) {
    return value == null || value.isEmpty()
        ? argument(name, name + " is a required argument.")
        : Optional.empty();
  }

  private static Optional<EntryResult> argument(String name, String reason) {
    return refuse(
        "InvalidArgument", "Parameter %s is not valid. Reason: %s".formatted(name, reason));
  }

  private static Optional<EntryResult> refuse(String code, String message) {
    return Optional.of(new EntryResult.Refused(code, message));
  }

  private static Optional<ObjectNode> detail(@Nullable String text) {
    try {
      return text != null && Json.parse(text) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (MalformedJsonException _) {
      return Optional.empty();
    }
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

  private static AwsException invalid(String message) {
    return new AwsException(400, "ValidationException", message);
  }
}
