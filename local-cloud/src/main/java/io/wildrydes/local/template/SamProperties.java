// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Properties of a SAM resource before intrinsics are resolved. As with [Properties], to take one
/// is to support it: [#end()] reports every one that nobody took.
final class SamProperties {
  private final Location at;
  private final ObjectNode values;
  private final Problems problems;
  private final Set<String> taken = new LinkedHashSet<>();

  SamProperties(Location at, ObjectNode values, Problems problems) {
    this.at = at;
    this.values = values;
    this.problems = problems;
  }

  Optional<JsonNode> take(String name) {
    taken.add(name);
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isNull());
  }

  /// Moves properties to another object as they are.
  void copy(ObjectNode target, String... names) {
    for (var name : names) {
      take(name).ifPresent(value -> target.set(name, value));
    }
  }

  /// A property that must be plain text, since the transform needs it before anything is resolved.
  Optional<String> literal(String name) {
    var value = take(name);
    if (value.isPresent() && !value.get().isValueNode()) {
      problem(name, "is needed as plain text, not as %s".formatted(Json.write(value.get())));
      return Optional.empty();
    }
    return value.map(JsonNode::asText);
  }

  Optional<String> required(String name) {
    var value = literal(name);
    if (value.isEmpty() && !values.has(name)) {
      problem(name, "is required");
    }
    return value;
  }

  boolean flag(String name, boolean otherwise) {
    return literal(name).map(text -> text.equalsIgnoreCase("true")).orElse(otherwise);
  }

  Optional<ObjectNode> object(String name) {
    var value = take(name);
    if (value.isPresent() && (!value.get().isObject() || Intrinsic.in(value.get()).isPresent())) {
      problem(name, "is needed as a map, not as %s".formatted(Json.write(value.get())));
      return Optional.empty();
    }
    return value.map(object -> (ObjectNode) object);
  }

  Optional<SamProperties> below(String name) {
    return object(name).map(object -> new SamProperties(at.below(name), object, problems));
  }

  List<String> names() {
    var names = new ArrayList<String>();
    values.fieldNames().forEachRemaining(names::add);
    return names;
  }

  Location at() {
    return at;
  }

  void problem(String name, String what) {
    problems.add(at.below(name).toString(), what);
  }

  /// Reports what was not taken.
  void end() {
    for (var name : names()) {
      if (!taken.contains(name)) {
        problem(name, "is not supported" + Nearest.hint(name, taken));
      }
    }
  }
}
