// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a resource's properties by name. To read a property is to support it: [#end()] reports
/// every one that nobody asked for, so a property is either honoured or named as unsupported, never
/// ignored. Wrong values are reported as problems, and a usable default is returned so that reading
/// can go on to find the rest.
public final class Properties {
  private final String where;
  private final ObjectNode values;
  private final Problems problems;
  private final Set<String> asked = new LinkedHashSet<>();

  private Properties(String where, ObjectNode values, Problems problems) {
    this.where = where;
    this.values = values;
    this.problems = problems;
  }

  public static Properties of(Resource resource, Problems problems) {
    return new Properties(resource.logicalId(), resource.properties(), problems);
  }

  /// Where these properties stand, for messages: the logical id and the path below it.
  public String where() {
    return where;
  }

  public boolean has(String name) {
    return values.hasNonNull(name);
  }

  /// The text of a property; numbers and booleans are taken as their text, as CloudFormation does.
  public Optional<String> string(String name) {
    return ask(name)
        .flatMap(value ->
            value.isValueNode() ? Optional.of(value.asText()) : wrong(name, "a string", value));
  }

  /// The text of a property that must be there; empty text, and a problem, when it is not.
  public String required(String name) {
    var value = string(name);
    if (value.isEmpty() && !has(name)) {
      problem(name, "is required");
    }
    return value.orElse("");
  }

  /// One of the allowed texts.
  public String oneOf(String name, String otherwise, String... allowed) {
    var value = string(name).orElse(otherwise);
    if (!List.of(allowed).contains(value)) {
      problem(name, "'%s' is not one of %s".formatted(value, String.join(", ", allowed)));
      return otherwise;
    }
    return value;
  }

  /// A whole number within bounds.
  public int integer(String name, int otherwise, int min, int max) {
    var text = string(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get().strip());
      if (value >= min && value <= max) {
        return value;
      }
      problem(name, "%d is not between %d and %d".formatted(value, min, max));
    } catch (NumberFormatException _) {
      problem(name, "'%s' is not a whole number".formatted(text.get()));
    }
    return otherwise;
  }

  /// A number of zero or more.
  public double number(String name, double otherwise) {
    var text = string(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      double value = Double.parseDouble(text.get().strip());
      if (value >= 0 && value < Double.MAX_VALUE) {
        return value;
      }
    } catch (NumberFormatException _) {
      // reported below, with the values that are numbers but out of range
    }
    problem(name, "'%s' is not a number of zero or more".formatted(text.get()));
    return otherwise;
  }

  public boolean flag(String name, boolean otherwise) {
    return string(name)
        .map(text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> {
                problem(name, "'%s' is neither true nor false".formatted(text));
                yield otherwise;
              }
            })
        .orElse(otherwise);
  }

  /// The texts of a list; a single text counts as a list of one.
  public List<String> strings(String name) {
    return elements(name).stream().map(JsonNode::asText).toList();
  }

  /// The properties below this one.
  public Optional<Properties> object(String name) {
    return ask(name)
        .flatMap(value ->
            value instanceof ObjectNode object
                ? Optional.of(below(name, object))
                : wrong(name, "an object", value));
  }

  /// The properties of each element of a list of objects.
  public List<Properties> objects(String name) {
    var elements = new ArrayList<Properties>();
    for (var value : elements(name)) {
      if (value instanceof ObjectNode object) {
        elements.add(below(name + "[" + elements.size() + "]", object));
      } else {
        wrong(name, "a list of objects", value);
      }
    }
    return elements;
  }

  /// A JSON document, given as an object or as text that holds one.
  public Optional<JsonNode> json(String name) {
    return ask(name)
        .flatMap(value -> value.isTextual() ? parse(name, value.asText()) : Optional.of(value));
  }

  /// The names of all properties, for maps whose keys are free; reading them this way asks for
  /// every one.
  public List<String> names() {
    var names = new ArrayList<String>();
    values.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// Accepts properties that have a meaning on AWS and nothing to do here; each such choice has a
  /// row in docs/emulation.md.
  public void accept(String... names) {
    asked.addAll(List.of(names));
  }

  /// Reports a problem with one property.
  public void problem(String name, String what) {
    problems.add(where + " " + name, what);
  }

  /// Reports every property that was not asked for.
  public void end() {
    for (var name : names()) {
      if (!asked.contains(name)) {
        problem(name, "is not supported");
      }
    }
  }

  private Properties below(String name, ObjectNode object) {
    return new Properties(where + " " + name, object, problems);
  }

  private List<JsonNode> elements(String name) {
    return ask(name)
        .map(value -> value instanceof ArrayNode list ? list : Json.array().add(value))
        .map(list -> {
          var elements = new ArrayList<JsonNode>();
          list.forEach(elements::add);
          return List.copyOf(elements);
        })
        .orElse(List.of());
  }

  private Optional<JsonNode> parse(String name, String text) {
    try {
      return Optional.of(Json.parse(text));
    } catch (MalformedJsonException _) {
      problem(name, "is not JSON");
      return Optional.empty();
    }
  }

  private Optional<JsonNode> ask(String name) {
    asked.add(name);
    var value = values.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  private <T> Optional<T> wrong(String name, String expected, JsonNode found) {
    problem(name, "is not %s but %s".formatted(expected, Json.write(found)));
    return Optional.empty();
  }
}
