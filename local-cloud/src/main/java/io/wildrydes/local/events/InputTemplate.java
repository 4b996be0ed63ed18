// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A text with `<variables>` that are replaced by parts of the event.
///
/// Outside quotes a variable becomes the JSON of its value. Inside quotes a string is put in as it
/// is, unescaped, and other values as their JSON without quotes. A variable whose path leads
/// nowhere is an empty string. A template that is a JSON object or list leaves minified, or not at
/// all when the values broke it; any other leaves as it stands.
///
/// See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html.
///
/// @param text as written
/// @param paths by variable
record InputTemplate(String text, Map<String, JsonPath> paths) {
  private static final Pattern VARIABLE = Pattern.compile("<([\\w.-]+)>");
  private static final JsonNode NOTHING = TextNode.valueOf("");

  InputTemplate {
    paths = Map.copyOf(paths);
  }

  /// The template for one event; empty when it should be JSON and is not.
  Optional<String> fill(Event event, Rule rule) {
    return finished(replaced(variable -> value(variable, event, rule)));
  }

  /// Whether the template is one that AWS takes: JSON once its variables have values, or lines of
  /// quoted text.
  boolean isWellFormed() {
    var sample = replaced(variable -> Optional.of(NOTHING));
    if (isJson()) {
      return finished(sample).isPresent();
    }
    return sample.lines().allMatch(line -> line.isBlank() || minified(line).isPresent());
  }

  private boolean isJson() {
    return text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
  }

  private Optional<String> finished(String filled) {
    return isJson() ? minified(filled) : Optional.of(filled);
  }

  private static Optional<String> minified(String json) {
    try {
      return Optional.of(Json.write(Json.parse(json)));
    } catch (MalformedJsonException _) {
      return Optional.empty();
    }
  }

  private String replaced(Function<String, Optional<JsonNode>> values) {
    var filled = new StringBuilder();
    var variable = VARIABLE.matcher(text);
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '<' && variable.region(i, text.length()).lookingAt()) {
        var value = values.apply(variable.group(1)).orElse(NOTHING);
        filled.append(quoted ? bare(value) : Json.write(value));
        i = variable.end() - 1;
        continue;
      }
      filled.append(c);
      if (c == '\\' && i + 1 < text.length()) {
        filled.append(text.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      }
    }
    return filled.toString();
  }

  private static String bare(JsonNode value) {
    return value.isTextual() ? value.textValue() : Json.write(value).replace("\"", "");
  }

  private Optional<JsonNode> value(String variable, Event event, Rule rule) {
    return switch (variable) {
      case "aws.events.rule-arn" -> Optional.of(TextNode.valueOf(rule.arn()));
      case "aws.events.rule-name" -> Optional.of(TextNode.valueOf(rule.name()));
      case "aws.events.event.ingestion-time" ->
          Optional.of(
              TextNode.valueOf(event.receivedAt().truncatedTo(ChronoUnit.SECONDS).toString()));
      case "aws.events.event.json" -> Optional.of(event.envelope());
      case "aws.events.event" -> Optional.of(withoutDetail(event.envelope()));
      default ->
          Optional.ofNullable(paths.get(variable)).flatMap(path -> path.find(event.envelope()));
    };
  }

  private static ObjectNode withoutDetail(ObjectNode envelope) {
    var copy = envelope.deepCopy();
    copy.remove("detail");
    return copy;
  }
}
