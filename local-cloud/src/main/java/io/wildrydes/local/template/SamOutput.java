// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the transform writes: resources by the SAM resource they come from, names such as
/// `Delivery.Alias` for them, and the conditions that it invents.
final class SamOutput {
  /// Attributes of a SAM resource that every resource made from it inherits.
  private static final List<String> INHERITED =
      List.of("Condition", "DeletionPolicy", "UpdateReplacePolicy");

  private final Map<String, Map<String, ObjectNode>> byOrigin = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final ObjectNode conditions;
  private final Set<String> written;
  private final Problems problems;

  SamOutput(TemplateDocument document, Problems problems) {
    this.conditions = document.section("Conditions").deepCopy();
    this.written = document.resources().keySet();
    this.problems = problems;
  }

  /// Adds a resource that comes from the SAM resource `origin`.
  void add(String origin, String id, ObjectNode resource) {
    boolean isNew = !written.contains(id) || id.equals(origin);
    for (var entry : byOrigin.entrySet()) {
      isNew &= !entry.getValue().containsKey(id);
    }
    if (isNew) {
      byOrigin.computeIfAbsent(origin, _ -> new LinkedHashMap<>()).put(id, resource);
    } else {
      problems.add(
          origin, "expands to a resource %s, and the template has one already".formatted(id));
    }
  }

  /// Adds a resource that several SAM resources share; a later one replaces an earlier one.
  void share(String id, ObjectNode resource) {
    byOrigin.computeIfAbsent(id, _ -> new LinkedHashMap<>()).put(id, resource);
  }

  /// Lets the template say `!Ref <name>`, such as `Delivery.Alias`, for a generated resource.
  void name(String name, String id) {
    names.put(name, id);
  }

  Map<String, String> names() {
    return names;
  }

  Map<String, ObjectNode> from(String origin) {
    return byOrigin.getOrDefault(origin, Map.of());
  }

  /// Resources whose origin is not in the template: the implicit API, shared usage plans.
  Map<String, ObjectNode> fromElsewhere() {
    var resources = new LinkedHashMap<String, ObjectNode>();
    byOrigin.forEach((origin, made) -> {
      if (!written.contains(origin)) {
        resources.putAll(made);
      }
    });
    return resources;
  }

  ObjectNode conditions() {
    return conditions;
  }

  /// A condition that holds when one of several does; the only one if there is one.
  String anyOf(Set<String> names, String combinedName) {
    if (names.size() == 1) {
      return names.iterator().next();
    }
    var operands = Json.array();
    new TreeSet<>(names).forEach(name -> operands.add(Json.object().put("Condition", name)));
    conditions.set(combinedName, Json.object().set("Fn::Or", operands));
    return combinedName;
  }

  static ObjectNode resource(String type, ObjectNode attributes, JsonNode properties) {
    var resource = Json.object().put("Type", type);
    resource.setAll(attributes);
    resource.set("Properties", properties);
    return resource;
  }

  /// The attributes that resources made from this one inherit.
  static ObjectNode inherited(ObjectNode samResource) {
    return attributes(samResource, INHERITED);
  }

  /// The attributes that the resource of the same logical id keeps.
  static ObjectNode kept(ObjectNode samResource) {
    return attributes(
        samResource,
        List.of("Condition", "DeletionPolicy", "UpdateReplacePolicy", "Metadata", "UpdatePolicy"));
  }

  private static ObjectNode attributes(ObjectNode samResource, List<String> names) {
    var attributes = Json.object();
    for (var name : names) {
      if (samResource.has(name)) {
        attributes.set(name, samResource.get(name));
      }
    }
    return attributes;
  }
}
