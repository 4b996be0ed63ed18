// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.util.List;
import java.util.function.Predicate;

/// Conditions on the fields of messages that are JSON objects: `{ $.level = "WARN" && $.a[0] > 3
/// }`. A field that is not there satisfies `NOT EXISTS` alone.
///
/// See
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html.
record JsonPattern(Predicate<JsonNode> condition) implements FilterPattern {
  private static final String VALUE_ENDS = "&|(){}=<>!\"%";

  static JsonPattern parse(PatternScanner scanner) {
    scanner.expect("{");
    Predicate<JsonNode> condition = scanner.conditions(() -> condition(scanner));
    scanner.expect("}");
    scanner.expectEnd();
    return new JsonPattern(condition);
  }

  @Override
  public boolean matches(String message) {
    if (!message.startsWith("{")) {
      return false;
    }
    try {
      return condition.test(Json.parse(message));
    } catch (MalformedJsonException _) {
      return false;
    }
  }

  private static Predicate<JsonNode> condition(PatternScanner scanner) {
    var selector = JsonSelector.parse(scanner);
    if (Comparison.follows(scanner)) {
      var comparison = Comparison.parse(scanner, VALUE_ENDS);
      return any(selector, value -> isComparable(value) && comparison.test(value.asText()));
    }
    var keyword = scanner.bareUntil(VALUE_ENDS);
    if (keyword.equals("EXISTS")) {
      return any(selector, _ -> true);
    }
    return switch (keyword + " " + scanner.bareUntil(VALUE_ENDS)) {
      case "NOT EXISTS" -> any(selector, _ -> true).negate();
      case "IS NULL" -> any(selector, JsonNode::isNull);
      case "IS TRUE" -> any(selector, value -> value.isBoolean() && value.booleanValue());
      case "IS FALSE" -> any(selector, value -> value.isBoolean() && !value.booleanValue());
      default -> throw FilterPattern.invalid("'%s' is no condition".formatted(keyword));
    };
  }

  private static boolean isComparable(JsonNode value) {
    return value.isValueNode() && !value.isNull();
  }

  private static Predicate<JsonNode> any(JsonSelector selector, Predicate<JsonNode> test) {
    return message -> {
      List<JsonNode> selected = selector.of(message);
      return selected.stream().anyMatch(test);
    };
  }
}
