// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wildrydes.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The effective values of parameters and pseudo parameters. Numbers are text, as `Ref` gives them
/// on AWS.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html">AWS:
///   parameters</a>
final class ParameterValues {
  private static final String MASK = "****";

  private final Map<String, JsonNode> values = new LinkedHashMap<>();
  private final Map<String, String> shown = new LinkedHashMap<>();
  private final Set<String> declared = new LinkedHashSet<>();

  private ParameterValues() {}

  static ParameterValues of(TemplateDocument document, TemplateInput input, Problems problems) {
    var parameters = new ParameterValues();
    parameters.addPseudo(input);
    for (var entry : document.section("Parameters").properties()) {
      parameters.declared.add(entry.getKey());
      if (entry.getValue() instanceof ObjectNode declaration) {
        var parameter = Parameter.of(entry.getKey(), declaration, problems);
        parameters.add(parameter, input.parameters().get(entry.getKey()));
      } else {
        problems.add("Parameters " + entry.getKey(), "is not a map");
      }
    }
    for (var name : input.parameters().keySet().stream().sorted().toList()) {
      if (!parameters.declared.contains(name)) {
        problems.add(
            "Parameters " + name,
            "is given a value, but the template has no such parameter"
                + Nearest.hint(name, parameters.declared));
      }
    }
    return parameters;
  }

  /// What `Ref` gives for a parameter or pseudo parameter. One that has no usable value gives
  /// nothing; that has been reported when it was read.
  Optional<JsonNode> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  boolean isDeclared(String name) {
    return declared.contains(name);
  }

  /// Names that `Ref` may use, pseudo parameters among them.
  Set<String> names() {
    var names = new LinkedHashSet<>(declared);
    names.addAll(values.keySet());
    return names;
  }

  /// The values for people, by name: without pseudo parameters, `NoEcho` masked.
  Map<String, String> shown() {
    return shown;
  }

  /// The value with references to parameters filled in and everything else as it was: as much as
  /// the SAM transform itself resolves.
  JsonNode fill(JsonNode value) {
    var parameter = Intrinsic.refIn(value).flatMap(this::value);
    if (parameter.isPresent()) {
      return parameter.get();
    }
    return switch (value) {
      case ObjectNode object -> {
        var result = Json.object();
        object.properties().forEach(field -> result.set(field.getKey(), fill(field.getValue())));
        yield result;
      }
      case ArrayNode list -> {
        var result = Json.array();
        list.forEach(element -> result.add(fill(element)));
        yield result;
      }
      default -> value;
    };
  }

  private void add(Parameter parameter, @Nullable String given) {
    parameter
        .text(given)
        .ifPresent(text -> {
          shown.put(parameter.name(), parameter.isMasked() ? MASK : text);
          values.put(parameter.name(), parameter.value(text));
        });
  }

  private void addPseudo(TemplateInput input) {
    var identity = input.identity();
    var seed = (identity.region() + "/" + input.stackName()).getBytes(StandardCharsets.UTF_8);
    var stackId = "stack/%s/%s".formatted(input.stackName(), UUID.nameUUIDFromBytes(seed));
    var texts =
        List.of(
            Map.entry("AWS::AccountId", identity.accountId()),
            Map.entry("AWS::Partition", identity.partition()),
            Map.entry("AWS::Region", identity.region()),
            Map.entry("AWS::StackId", identity.arn("cloudformation", stackId)),
            Map.entry("AWS::StackName", input.stackName()),
            Map.entry("AWS::URLSuffix", identity.urlSuffix()));
    texts.forEach(text -> values.put(text.getKey(), TextNode.valueOf(text.getValue())));
    values.put("AWS::NotificationARNs", Json.array());
  }
}
