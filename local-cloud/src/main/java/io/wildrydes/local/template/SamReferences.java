// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wildrydes.local.json.Json;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns SAM's names of generated resources, `Delivery.Alias` or `PublicApi.Stage`, into their
/// logical ids wherever `Ref`, `Fn::GetAtt` or `Fn::Sub` use them.
///
/// @see <a
///   href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html">AWS:
///   referencing generated resources</a>
final class SamReferences {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Za-z0-9]+\\.[A-Za-z0-9]+)((?:\\.[A-Za-z0-9.]+)?)}");

  private final Map<String, String> ids;

  SamReferences(Map<String, String> ids) {
    this.ids = ids;
  }

  JsonNode replaced(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> object(object);
      case ArrayNode list -> {
        var result = Json.array();
        list.forEach(element -> result.add(replaced(element)));
        yield result;
      }
      default -> value;
    };
  }

  private ObjectNode object(ObjectNode object) {
    var result = Json.object();
    for (var field : object.properties()) {
      var value =
          switch (field.getKey()) {
            case Intrinsic.REF -> ref(field.getValue());
            case Intrinsic.GET_ATT -> getAtt(field.getValue());
            case Intrinsic.SUB -> sub(field.getValue());
            default -> replaced(field.getValue());
          };
      result.set(field.getKey(), value);
    }
    return result;
  }

  private JsonNode ref(JsonNode name) {
    var id = ids.get(name.asText());
    return id == null ? name : TextNode.valueOf(id);
  }

  /// `Delivery` and `Version.Version` become the version's id and `Version`.
  private JsonNode getAtt(JsonNode argument) {
    if (!argument.isArray() || argument.size() != 2) {
      return argument;
    }
    var parts = argument.get(1).asText().split("\\.", 2);
    var id = ids.get(argument.get(0).asText() + "." + parts[0]);
    return id == null || parts.length < 2 ? argument : Json.array().add(id).add(parts[1]);
  }

  private JsonNode sub(JsonNode argument) {
    if (argument.isTextual()) {
      return TextNode.valueOf(variables(argument.asText()));
    }
    if (!argument.isArray() || argument.size() != 2) {
      return argument;
    }
    return Json.array().add(variables(argument.get(0).asText())).add(replaced(argument.get(1)));
  }

  private String variables(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(match -> {
          var id = ids.get(match.group(1));
          return Matcher.quoteReplacement(
              id == null ? match.group() : "${" + id + match.group(2) + "}");
        });
  }
}
