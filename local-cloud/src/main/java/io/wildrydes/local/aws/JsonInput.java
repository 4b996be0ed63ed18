// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Reads the members of an operation's input. A member of the wrong type is refused with 400
/// `SerializationException`, as AWS's own deserializers do; a missing or out-of-range one with 400
/// `ValidationException` and the sentence that AWS's model validation writes.
public final class JsonInput {
  private static final int ECHO_LIMIT = 256;
  private static final long LAST_SECOND = 253_402_300_799L; // of the year 9999

  private final String where;
  private final ObjectNode members;

  private JsonInput(String where, ObjectNode members) {
    this.where = where;
    this.members = members;
  }

  public static JsonInput of(ObjectNode input) {
    return new JsonInput("", input);
  }

  public boolean has(String name) {
    return members.hasNonNull(name);
  }

  public Optional<String> string(String name) {
    return read(name, "a string", JsonNode::isTextual, JsonNode::textValue);
  }

  /// The text of a member that must be there.
  public String required(String name) {
    return string(name).orElseThrow(() -> missing(name));
  }

  /// A whole number of any size.
  public Optional<Long> wholeNumber(String name) {
    return read(
        name,
        "a whole number",
        node -> node.isIntegralNumber() && node.canConvertToLong(),
        JsonNode::longValue);
  }

  /// A whole number within bounds.
  public int integer(String name, int otherwise, int min, int max) {
    var value = wholeNumber(name);
    value.filter(v -> v > max).ifPresent(v -> refuse(v, name, "value less than or equal to", max));
    value
        .filter(v -> v < min)
        .ifPresent(v -> refuse(v, name, "value greater than or equal to", min));
    return value.map(Long::intValue).orElse(otherwise);
  }

  /// A boolean; false when it is not there.
  public boolean flag(String name) {
    return read(name, "true or false", JsonNode::isBoolean, JsonNode::booleanValue).orElse(false);
  }

  /// A point in time, which the JSON protocol writes as seconds since 1970.
  public Optional<Instant> instant(String name) {
    return read(
        name,
        "a timestamp in seconds",
        node -> node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() <= LAST_SECOND,
        node -> Instant.ofEpochMilli(Math.round(node.doubleValue() * 1000)));
  }

  /// The texts of a list; empty when it is not there.
  public List<String> strings(String name) {
    var texts = new ArrayList<String>();
    for (var element : elements(name)) {
      if (!element.isTextual()) {
        throw mistyped(name, "a list of strings");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /// The members of each element of a list of structures; empty when it is not there.
  public List<JsonInput> objects(String name) {
    var objects = new ArrayList<JsonInput>();
    for (var element : elements(name)) {
      if (!(element instanceof ObjectNode object)) {
        throw mistyped(name, "a list of structures");
      }
      objects.add(new JsonInput("%s%s[%d].".formatted(where, name, objects.size()), object));
    }
    return objects;
  }

  /// Refuses a text that is there and whose length is not within bounds.
  public void checkText(String name, int min, int max) {
    var text = string(name).orElse(null);
    if (text != null && text.length() > max) {
      refuse(text, name, "length less than or equal to", max);
    }
    if (text != null && text.length() < min) {
      refuse(text, name, "length greater than or equal to", min);
    }
  }

  /// Refuses a list whose length is not within bounds; a missing one counts as missing, not empty.
  public void checkLength(String name, int min, int max) {
    if (!has(name)) {
      throw missing(name);
    }
    int length = elements(name).size();
    if (length > max) {
      refuse("[" + length + " members]", name, "length less than or equal to", max);
    }
    if (length < min) {
      refuse("[]", name, "length greater than or equal to", min);
    }
  }

  /// The refusal of a text that is not in AWS's set of allowed ones.
  public AwsException outsideOf(String name, List<String> allowed) {
    var value = string(name).orElse("");
    return violation(
        quoted(value), name, "satisfy enum value set: [" + String.join(", ", allowed) + "]");
  }

  private AwsException missing(String name) {
    return violation("null", name, "not be null");
  }

  private void refuse(Object value, String name, String rule, int bound) {
    throw violation(quoted(value.toString()), name, "have " + rule + " " + bound);
  }

  private AwsException violation(String value, String name, String rule) {
    var member = where + Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return new AwsException(
        400,
        "ValidationException",
        "1 validation error detected: Value %s at '%s' failed to satisfy constraint: Member must %s"
            .formatted(value, member, rule));
  }

  /// The value as AWS echoes it, cut off so that a hostile one is not sent back whole.
  private static String quoted(String value) {
    return value.length() <= ECHO_LIMIT
        ? "'" + value + "'"
        : "'" + value.substring(0, ECHO_LIMIT) + "...'";
  }

  private List<JsonNode> elements(String name) {
    var value = members.get(name);
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!(value instanceof ArrayNode list)) {
      throw mistyped(name, "a list");
    }
    var elements = new ArrayList<JsonNode>();
    list.forEach(elements::add);
    return elements;
  }

  private <T> Optional<T> read(
      String name, String expected, Predicate<JsonNode> fits, Function<JsonNode, T> get) {
    var value = members.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!fits.test(value)) {
      throw mistyped(name, expected);
    }
    return Optional.of(get.apply(value));
  }

  private AwsException mistyped(String name, String expected) {
    return new AwsException(
        400, "SerializationException", "%s%s is not %s".formatted(where, name, expected));
  }
}
