// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The input of one operation, or of one entry of a batch, read by name. A value of the wrong JSON
/// type is a `SerializationException`, one out of bounds an `InvalidParameterValue`.
final class SqsInput {
  private final ObjectNode input;

  SqsInput(ObjectNode input) {
    this.input = input;
  }

  boolean has(String name) {
    return input.hasNonNull(name);
  }

  Optional<String> string(String name) {
    return value(name)
        .map(value -> {
          if (!value.isTextual()) {
            throw SqsErrors.malformed(name, "a string");
          }
          return value.textValue();
        });
  }

  /// A string that must be there.
  ///
  /// @throws AwsException `MissingParameter` when it is not
  String required(String name) {
    return string(name).filter(s -> !s.isEmpty()).orElseThrow(() -> SqsErrors.missing(name));
  }

  /// A whole number within bounds.
  OptionalInt integer(String name, int min, int max) {
    var value = value(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!value.get().isIntegralNumber() || !value.get().canConvertToInt()) {
      throw SqsErrors.malformed(name, "a 32-bit whole number");
    }
    int number = value.get().intValue();
    if (number < min || number > max) {
      throw SqsErrors.invalidValue(
          number, name, "Must be between %d and %d, if provided.".formatted(min, max));
    }
    return OptionalInt.of(number);
  }

  List<String> strings(String name) {
    return list(name).stream()
        .map(element -> {
          if (!element.isTextual()) {
            throw SqsErrors.malformed(name, "a list of strings");
          }
          return element.textValue();
        })
        .toList();
  }

  List<SqsInput> objects(String name) {
    return list(name).stream().map(element -> object(name, element)).toList();
  }

  /// A map from names to objects, in the order given.
  Map<String, SqsInput> objectMap(String name) {
    var map = new LinkedHashMap<String, SqsInput>();
    fields(name).forEach((key, element) -> map.put(key, object(name, element)));
    return map;
  }

  /// A map from names to strings, in the order given.
  Map<String, String> stringMap(String name) {
    var map = new LinkedHashMap<String, String>();
    fields(name)
        .forEach((key, element) -> {
          if (!element.isTextual()) {
            throw SqsErrors.malformed(name, "a map of strings");
          }
          map.put(key, element.textValue());
        });
    return map;
  }

  private Map<String, JsonNode> fields(String name) {
    var fields = new LinkedHashMap<String, JsonNode>();
    value(name)
        .ifPresent(value -> {
          if (!(value instanceof ObjectNode object)) {
            throw SqsErrors.malformed(name, "an object");
          }
          object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        });
    return fields;
  }

  private List<JsonNode> list(String name) {
    var elements = new ArrayList<JsonNode>();
    value(name)
        .ifPresent(value -> {
          if (!(value instanceof ArrayNode array)) {
            throw SqsErrors.malformed(name, "a list");
          }
          array.forEach(elements::add);
        });
    return elements;
  }

  private static SqsInput object(String name, JsonNode element) {
    if (element instanceof ObjectNode object) {
      return new SqsInput(object);
    }
    throw SqsErrors.malformed(name, "made of objects");
  }

  private Optional<JsonNode> value(String name) {
    var value = input.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }
}
