// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The part of JSON path that EventBridge understands: `$`, names after a dot (letters, digits,
/// dashes, underscores, slashes) or in `['...']`, array indices, and the wildcard `*`.
///
/// See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html.
///
/// @param text as written
record JsonPath(String text, List<Step> steps) {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.(?<name>[\\w/-]+)|\\['(?<quoted>[^']+)'\\]|\\[(?<index>\\d{1,9})\\]|(?<all>\\.\\*|\\[\\*\\])");

  JsonPath {
    steps = List.copyOf(steps);
  }

  /// The path in the text; empty when it is not one.
  static Optional<JsonPath> parse(String text) {
    if (!text.startsWith("$")) {
      return Optional.empty();
    }
    var steps = new ArrayList<Step>();
    var matcher = STEP.matcher(text).region(1, text.length());
    while (matcher.lookingAt()) {
      if (matcher.group("index") != null) {
        steps.add(new Step.Index(Integer.parseInt(matcher.group("index"))));
      } else if (matcher.group("all") != null) {
        steps.add(new Step.All());
      } else {
        var name = matcher.group("name");
        steps.add(new Step.Name(name == null ? matcher.group("quoted") : name));
      }
      matcher.region(matcher.end(), text.length());
    }
    return matcher.regionStart() == text.length()
        ? Optional.of(new JsonPath(text, steps))
        : Optional.empty();
  }

  /// What the path leads to: one value, or with a wildcard the list of all.
  Optional<JsonNode> find(JsonNode root) {
    var found = List.of(root);
    for (var step : steps) {
      found = found.stream().flatMap(node -> next(node, step).stream()).toList();
    }
    if (steps.contains(new Step.All())) {
      var all = Json.array();
      found.forEach(all::add);
      return Optional.of(all);
    }
    return found.stream().findFirst();
  }

  private static List<JsonNode> next(JsonNode node, Step step) {
    return switch (step) {
      case Step.Name(var name) -> node.has(name) ? List.of(node.get(name)) : List.of();
      case Step.Index(var index) -> node.has(index) ? List.of(node.get(index)) : List.of();
      case Step.All() -> {
        var children = new ArrayList<JsonNode>();
        node.forEach(children::add);
        yield children;
      }
    };
  }

  sealed interface Step {
    record Name(String name) implements Step {}

    record Index(int index) implements Step {}

    record All() implements Step {}
  }
}
