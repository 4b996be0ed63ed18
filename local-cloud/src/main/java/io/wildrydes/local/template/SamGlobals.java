// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The Globals section: maps are merged in depth, lists put behind one another, of everything else
/// the resource's own value wins. Functions that take `IgnoreGlobals` are left out, whole or by
/// property.
///
/// @see <a
///   href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html">AWS:
///   Globals</a>
final class SamGlobals {
  private static final List<String> SECTIONS =
      List.of(
          "Function",
          "Api",
          "HttpApi",
          "SimpleTable",
          "StateMachine",
          "LayerVersion",
          "CapacityProvider",
          "WebSocketApi");

  /// Properties that a resource has to have for itself.
  private static final Set<String> NEVER_GLOBAL =
      Set.of(
          "Function Role",
          "Function Policies",
          "Function FunctionName",
          "Function Events",
          "Function InlineCode",
          "Api StageName",
          "Api DefinitionBody");

  private final ObjectNode section;
  private final Problems problems;

  SamGlobals(TemplateDocument document, Problems problems) {
    this.section = document.section("Globals");
    this.problems = problems;
    for (var entry : section.properties()) {
      check(entry.getKey(), entry.getValue());
    }
  }

  /// The resource's properties with the global ones beneath them.
  ObjectNode merged(String id, ObjectNode resource, ObjectNode properties) {
    var kind = resource.path("Type").asText().substring(TemplateDocument.SAM_PREFIX.length());
    if (!(section.get(kind) instanceof ObjectNode globals)) {
      return properties.deepCopy();
    }
    return (ObjectNode) merge(remaining(id, resource, globals), properties);
  }

  private void check(String kind, JsonNode properties) {
    if (!SECTIONS.contains(kind)) {
      problems.add("Globals " + kind, "is not supported" + Nearest.hint(kind, SECTIONS));
    } else if (!(properties instanceof ObjectNode)) {
      problems.add("Globals " + kind, "is not a map");
    } else {
      properties
          .fieldNames()
          .forEachRemaining(name -> {
            if (NEVER_GLOBAL.contains(kind + " " + name)) {
              problems.add("Globals %s %s".formatted(kind, name), "cannot be global");
            }
          });
    }
  }

  private ObjectNode remaining(String id, ObjectNode resource, ObjectNode globals) {
    var remaining = globals.deepCopy();
    var ignored = resource.path("IgnoreGlobals");
    if (ignored.isTextual() && ignored.asText().equals("*")) {
      remaining.removeAll();
    } else if (ignored.isArray()) {
      for (var name : ignored) {
        if (remaining.remove(name.asText()) == null) {
          var known = new ArrayList<String>();
          globals.fieldNames().forEachRemaining(known::add);
          problems.add(
              id + " IgnoreGlobals",
              "%s is not in Globals%s"
                  .formatted(name.asText(), Nearest.hint(name.asText(), known)));
        }
      }
    } else if (!ignored.isMissingNode()) {
      problems.add(id + " IgnoreGlobals", "is neither '*' nor a list of properties");
    }
    return remaining;
  }

  private static JsonNode merge(JsonNode global, JsonNode local) {
    if (global instanceof ArrayNode first && local instanceof ArrayNode second) {
      return first.deepCopy().addAll(second.deepCopy());
    }
    if (isMap(global) && isMap(local)) {
      ObjectNode merged = global.deepCopy();
      for (var entry : local.properties()) {
        var below = merged.get(entry.getKey());
        merged.set(
            entry.getKey(),
            below == null ? entry.getValue().deepCopy() : merge(below, entry.getValue()));
      }
      return merged;
    }
    return local.deepCopy();
  }

  private static boolean isMap(JsonNode value) {
    return value.isObject() && Intrinsic.in(value).isEmpty();
  }
}
