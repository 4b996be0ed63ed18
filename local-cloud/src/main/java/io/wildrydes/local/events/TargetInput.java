// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import io.wildrydes.local.json.Json;
import java.util.Optional;

/// What of an event a target gets to see.
sealed interface TargetInput {
  record Whole() implements TargetInput {}

  /// The same JSON text for every event.
  record Constant(String json) implements TargetInput {}

  /// One part of the event; `null` when the event has no such part.
  record Part(JsonPath path) implements TargetInput {}

  record Transformed(InputTemplate template) implements TargetInput {}

  /// The payload for one event; empty when the event's values turn a JSON template into text that
  /// is not JSON.
  default Optional<String> payload(Event event, Rule rule) {
    return switch (this) {
      case Whole() -> Optional.of(event.text());
      case Constant(var json) -> Optional.of(json);
      case Part(var path) ->
          Optional.of(path.find(event.envelope()).map(Json::write).orElse("null"));
      case Transformed(var template) -> template.fill(event, rule);
    };
  }
}
