// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The resources of an expanded template as written, without those whose condition is false.
final class ResourceSet {
  static final String SECRET = "SecretString";
  static final String GENERATED_SECRET = "GenerateSecretString";

  private final Map<String, ObjectNode> present = new LinkedHashMap<>();
  private final Map<String, String> absent = new LinkedHashMap<>();

  ResourceSet(TemplateDocument expanded, Conditions conditions) {
    expanded
        .resources()
        .forEach((id, resource) -> {
          var condition = resource.path("Condition");
          if (condition.isMissingNode() || conditions.holds(condition.asText(), Location.of(id))) {
            present.put(id, resource);
          } else {
            absent.put(id, condition.asText());
          }
        });
  }

  /// The logical ids, in template order.
  Set<String> ids() {
    return present.keySet();
  }

  List<String> idsOf(String type) {
    return present.keySet().stream().filter(id -> type(id).equals(type)).toList();
  }

  /// The condition for whose sake a resource is not there.
  Optional<String> falseConditionOf(String id) {
    return Optional.ofNullable(absent.get(id));
  }

  String type(String id) {
    return resource(id).path("Type").asText();
  }

  Optional<ResourceKind> kind(String id) {
    return ResourceKinds.of(type(id));
  }

  Optional<JsonNode> property(String id, String name) {
    return Optional.ofNullable(resource(id).path("Properties").get(name));
  }

  /// The properties that the resource will have: a name even where none is written, and a secret in
  /// the place of rules for one.
  List<String> propertyNames(String id) {
    var names = new ArrayList<String>();
    resource(id).path("Properties").fieldNames().forEachRemaining(names::add);
    kind(id)
        .filter(kind -> kind.hasName() && !names.contains(kind.nameProperty()))
        .ifPresent(kind -> names.addFirst(kind.nameProperty()));
    if (names.remove(GENERATED_SECRET) && !names.contains(SECRET)) {
      names.add(SECRET);
    }
    return names;
  }

  List<String> dependsOn(String id) {
    var written = resource(id).path("DependsOn");
    return written.isTextual()
        ? List.of(written.asText())
        : written.valueStream().map(JsonNode::asText).toList();
  }

  private ObjectNode resource(String id) {
    var resource = present.get(id);
    return resource == null ? Json.object() : resource;
  }
}
