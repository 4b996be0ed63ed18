// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.kit.http.Body;
import io.wildrydes.kit.http.CorrelationId;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// An accepted order.
///
/// @param body what the caller sent, as JSON
record Order(String correlationId, Instant acceptedAt, Body body) {
  private static final String META_DATA = "meta_data";

  /// Takes an order out of the event that announced it.
  ///
  /// @throws MalformedOrderException when the event is not one that Notification publishes
  static Order from(JsonNode event) {
    if (!(event.path("detail") instanceof ObjectNode detail)) {
      throw new MalformedOrderException("detail is not a JSON object");
    }
    if (!detail.path(META_DATA).isObject()) {
      throw new MalformedOrderException("meta_data is not a JSON object");
    }
    var correlationId =
        correlationIdOf(event)
            .orElseThrow(() -> new MalformedOrderException("correlation_id is missing or invalid"));
    var acceptedAt = instant(detail.path(META_DATA).path("accepted_at").asText());
    var order = detail.deepCopy().without(META_DATA);
    return new Order(correlationId, acceptedAt, Body.of(order.toString()));
  }

  /// The id that an event carries, whatever else is wrong with it.
  static Optional<String> correlationIdOf(JsonNode event) {
    var offered = event.path("detail").path(META_DATA).path("correlation_id").textValue();
    return Optional.of(CorrelationId.of(offered, "")).filter(id -> !id.isEmpty());
  }

  /// From acceptance to an instant; clocks of two machines may differ, so never less than zero.
  Duration ageAt(Instant now) {
    return now.isBefore(acceptedAt) ? Duration.ZERO : Duration.between(acceptedAt, now);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) { // its text would quote the order
      throw new MalformedOrderException("accepted_at is not an ISO-8601 instant");
    }
  }
}
