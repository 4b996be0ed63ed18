// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Replaces intrinsic functions by their values. Nothing comes back for `AWS::NoValue` and for what
/// has been reported as a problem; a property or list element without value is left out, as
/// CloudFormation leaves out `AWS::NoValue`.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">AWS:
///   intrinsic functions</a>
final class Resolver {
  private static final List<String> SUPPORTED =
      List.of(
          Intrinsic.REF,
          Intrinsic.GET_ATT,
          Intrinsic.SUB,
          Intrinsic.IF,
          "Fn::Join",
          "Fn::Select",
          "Fn::Split",
          "Fn::FindInMap",
          "Fn::Base64");
  private static final Set<String> ONLY_IN_CONDITIONS =
      Set.of("Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not");
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "Fn::Cidr",
          "Fn::GetAZs",
          "Fn::ImportValue",
          "Fn::Length",
          "Fn::ToJsonString",
          "Fn::Transform");

  private final References references;
  private final Conditions conditions;
  private final Functions functions;
  private final Problems problems;

  Resolver(References references, Conditions conditions, ObjectNode mappings, Problems problems) {
    this.references = references;
    this.conditions = conditions;
    this.functions = new Functions(this, references, mappings, problems);
    this.problems = problems;
  }

  Optional<JsonNode> resolve(JsonNode value, Location at) {
    var call = Intrinsic.in(value);
    if (call.isPresent() && !call.get().function().equals(Intrinsic.CONDITION)) {
      return call(call.get(), at);
    }
    return switch (value) {
      case ObjectNode object -> object(object, at);
      case ArrayNode list -> Optional.of(list(list, at));
      case NullNode _ -> {
        problems.add(at.toString(), "is null; leave it out or use !Ref AWS::NoValue");
        yield Optional.empty();
      }
      default -> Optional.of(value);
    };
  }

  /// The text of a value, for functions that take text.
  Optional<String> text(JsonNode value, Location at) {
    var resolved = resolve(value, at);
    if (resolved.isPresent() && !resolved.get().isValueNode()) {
      problems.add(at.toString(), "needs text, not %s".formatted(Json.write(resolved.get())));
      return Optional.empty();
    }
    return resolved.map(JsonNode::asText);
  }

  private Optional<JsonNode> object(ObjectNode object, Location at) {
    var result = Json.object();
    for (var field : object.properties()) {
      if (field.getKey().startsWith("Fn::")) {
        problems.add(at.toString(), "has other keys beside %s".formatted(field.getKey()));
        return Optional.empty();
      }
      resolve(field.getValue(), at.below(field.getKey()))
          .ifPresent(value -> result.set(field.getKey(), value));
    }
    return Optional.of(result);
  }

  private ArrayNode list(ArrayNode list, Location at) {
    var result = Json.array();
    for (int i = 0; i < list.size(); i++) {
      resolve(list.get(i), at.at(i)).ifPresent(result::add);
    }
    return result;
  }

  private Optional<JsonNode> call(Intrinsic call, Location at) {
    var argument = call.argument();
    return switch (call.function()) {
      case Intrinsic.REF -> ref(argument, at);
      case Intrinsic.GET_ATT -> getAtt(argument, at);
      case Intrinsic.IF -> choose(argument, at);
      case Intrinsic.SUB -> functions.sub(argument, at);
      case "Fn::Join" -> functions.join(argument, at);
      case "Fn::Select" -> functions.select(argument, at);
      case "Fn::Split" -> functions.split(argument, at);
      case "Fn::FindInMap" -> functions.findInMap(argument, at);
      case "Fn::Base64" -> functions.base64(argument, at);
      default -> refused(call.function(), at);
    };
  }

  private Optional<JsonNode> ref(JsonNode name, Location at) {
    if (!name.isTextual()) {
      problems.add(at.toString(), "has a Ref that names nothing");
      return Optional.empty();
    }
    return name.asText().equals(Intrinsic.NO_VALUE)
        ? Optional.empty()
        : references.ref(name.asText(), at);
  }

  private Optional<JsonNode> getAtt(JsonNode argument, Location at) {
    if (argument.isTextual() && argument.asText().indexOf('.') > 0) {
      int dot = argument.asText().indexOf('.');
      return references.attribute(
          argument.asText().substring(0, dot), argument.asText().substring(dot + 1), at);
    }
    if (!argument.isArray() || argument.size() != 2 || !argument.get(0).isTextual()) {
      problems.add(at.toString(), "Fn::GetAtt takes a logical id and an attribute");
      return Optional.empty();
    }
    return text(argument.get(1), at)
        .flatMap(name -> references.attribute(argument.get(0).asText(), name, at));
  }

  private Optional<JsonNode> choose(JsonNode argument, Location at) {
    if (!argument.isArray() || argument.size() != 3 || !argument.get(0).isTextual()) {
      problems.add(at.toString(), "Fn::If takes a condition's name and two values");
      return Optional.empty();
    }
    boolean holds = conditions.holds(argument.get(0).asText(), at);
    return resolve(argument.get(holds ? 1 : 2), at);
  }

  private Optional<JsonNode> refused(String function, Location at) {
    if (ONLY_IN_CONDITIONS.contains(function)) {
      problems.add(at.toString(), function + " works in Conditions only");
    } else if (UNSUPPORTED.contains(function) || function.startsWith("Fn::ForEach")) {
      problems.add(at.toString(), function + " is not supported");
    } else {
      problems.add(
          at.toString(),
          function + " is no intrinsic function" + Nearest.hint(function, SUPPORTED));
    }
    return Optional.empty();
  }
}
