// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wildrydes.local.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The intrinsic functions that make text and lists of other values.
final class Functions {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

  private final Resolver resolver;
  private final References references;
  private final ObjectNode mappings;
  private final Problems problems;

  Functions(Resolver resolver, References references, ObjectNode mappings, Problems problems) {
    this.resolver = resolver;
    this.references = references;
    this.mappings = mappings;
    this.problems = problems;
  }

  /// `Fn::Sub: text` or `Fn::Sub: [text, {variable: value}]`; `${!Name}` stays as `${Name}`.
  Optional<JsonNode> sub(JsonNode argument, Location at) {
    if (argument.isTextual()) {
      return substitute(argument.asText(), Json.object(), at);
    }
    if (argument.isArray()
        && argument.size() == 2
        && argument.get(0).isTextual()
        && argument.get(1) instanceof ObjectNode variables) {
      return substitute(argument.get(0).asText(), variables, at);
    }
    return wrong("Fn::Sub takes text, or text and a map of variables", at);
  }

  Optional<JsonNode> join(JsonNode argument, Location at) {
    if (!argument.isArray() || argument.size() != 2 || !argument.get(0).isTextual()) {
      return wrong("Fn::Join takes a delimiter and a list", at);
    }
    var list = resolver.resolve(argument.get(1), at);
    if (list.isPresent() && !list.get().isArray()) {
      return wrong("Fn::Join takes a delimiter and a list", at);
    }
    var parts = new ArrayList<String>();
    for (var part : list.orElseGet(Json::array)) {
      if (!part.isValueNode()) {
        return wrong("Fn::Join joins text, not " + Json.write(part), at);
      }
      parts.add(part.asText());
    }
    return list.map(_ -> TextNode.valueOf(String.join(argument.get(0).asText(), parts)));
  }

  Optional<JsonNode> split(JsonNode argument, Location at) {
    if (!argument.isArray() || argument.size() != 2 || argument.get(0).asText().isEmpty()) {
      return wrong("Fn::Split takes a delimiter and text", at);
    }
    var delimiter = Pattern.quote(argument.get(0).asText());
    return resolver
        .text(argument.get(1), at)
        .map(text -> {
          var parts = Json.array();
          List.of(text.split(delimiter, -1)).forEach(parts::add);
          return parts;
        });
  }

  Optional<JsonNode> select(JsonNode argument, Location at) {
    if (!argument.isArray() || argument.size() != 2) {
      return wrong("Fn::Select takes an index and a list", at);
    }
    var index = resolver.text(argument.get(0), at);
    var list = resolver.resolve(argument.get(1), at);
    if (index.isEmpty() || list.isEmpty()) {
      return Optional.empty();
    }
    if (!(list.get() instanceof ArrayNode elements) || !index.get().matches("[0-9]{1,6}")) {
      return wrong("Fn::Select takes an index and a list", at);
    }
    int i = Integer.parseInt(index.get());
    return i < elements.size()
        ? Optional.of(elements.get(i))
        : wrong("Fn::Select has index %d for a list of %d".formatted(i, elements.size()), at);
  }

  Optional<JsonNode> base64(JsonNode argument, Location at) {
    return resolver
        .text(argument, at)
        .map(text -> TextNode.valueOf(Base64.getEncoder().encodeToString(text.getBytes(UTF_8))));
  }

  Optional<JsonNode> findInMap(JsonNode argument, Location at) {
    if (!argument.isArray() || argument.size() != 3) {
      return wrong("Fn::FindInMap takes a map's name and two keys", at);
    }
    var keys = new ArrayList<String>();
    for (var key : argument) {
      resolver.text(key, at).ifPresent(keys::add);
    }
    if (keys.size() < 3) {
      return Optional.empty();
    }
    JsonNode found = mappings;
    for (var key : keys) {
      if (!(found instanceof ObjectNode map) || !map.has(key)) {
        var known = new ArrayList<String>();
        found.fieldNames().forEachRemaining(known::add);
        return wrong(
            "Mappings has no %s%s".formatted(String.join(" ", keys), Nearest.hint(key, known)), at);
      }
      found = map.get(key);
    }
    return Optional.of(found);
  }

  private Optional<JsonNode> substitute(String text, ObjectNode variables, Location at) {
    var result = new StringBuilder();
    var variable = VARIABLE.matcher(text);
    boolean isComplete = true;
    while (variable.find()) {
      var value =
          variable.group(1).isEmpty()
              ? variable(variable.group(2).strip(), variables, at)
              : Optional.of("${" + variable.group(2) + "}");
      isComplete &= value.isPresent();
      variable.appendReplacement(result, Matcher.quoteReplacement(value.orElse("")));
    }
    variable.appendTail(result);
    return isComplete ? Optional.of(TextNode.valueOf(result.toString())) : Optional.empty();
  }

  private Optional<String> variable(String name, ObjectNode variables, Location at) {
    if (variables.has(name)) {
      return resolver.text(variables.get(name), at);
    }
    int dot = name.indexOf('.');
    var value =
        dot < 0
            ? references.ref(name, at)
            : references.attribute(name.substring(0, dot), name.substring(dot + 1), at);
    if (value.isPresent() && !value.get().isValueNode()) {
      wrong("Fn::Sub needs text for ${%s}, not a list".formatted(name), at);
      return Optional.empty();
    }
    return value.map(JsonNode::asText);
  }

  private Optional<JsonNode> wrong(String what, Location at) {
    problems.add(at.toString(), what);
    return Optional.empty();
  }
}
