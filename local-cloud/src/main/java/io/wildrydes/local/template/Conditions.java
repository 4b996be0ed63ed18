// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The template's conditions, each evaluated once. A condition that cannot be evaluated is reported
/// and counts as false. They see parameters, pseudo parameters and mappings, no resources.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html">AWS:
///   condition functions</a>
final class Conditions {
  private final ObjectNode section;
  private final Resolver resolver;
  private final Problems problems;
  private final Map<String, Boolean> results = new LinkedHashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  Conditions(TemplateDocument document, ParameterValues parameters, Problems problems) {
    this.section = document.section("Conditions");
    this.problems = problems;
    this.resolver =
        new Resolver(
            new NoResources(parameters, problems), this, document.section("Mappings"), problems);
  }

  /// Evaluates all, so that the problems of unused ones are found too.
  void checkAll() {
    section.fieldNames().forEachRemaining(name -> holds(name, Location.of("Conditions")));
  }

  boolean holds(String name, Location at) {
    var known = results.get(name);
    if (known != null) {
      return known;
    }
    if (!section.has(name)) {
      problems.add(
          at.toString(),
          "names the condition %s, which Conditions does not have%s"
              .formatted(name, Nearest.hint(name, names())));
      return false;
    }
    if (!open.add(name)) {
      var cycle = new ArrayList<>(open).subList(List.copyOf(open).indexOf(name), open.size());
      problems.add(
          "Conditions " + name,
          "depends on itself: %s -> %s".formatted(String.join(" -> ", cycle), name));
      return false;
    }
    boolean result = evaluate(section.get(name), Location.of("Conditions " + name));
    open.remove(name);
    results.putIfAbsent(name, result);
    return result;
  }

  private boolean evaluate(JsonNode value, Location at) {
    var call = Intrinsic.in(value);
    if (call.isEmpty()) {
      return wrong("is not a condition function", at);
    }
    var argument = call.get().argument();
    return switch (call.get().function()) {
      case Intrinsic.CONDITION -> holds(argument.asText(), at);
      case "Fn::Equals" -> isEqual(argument, at);
      case "Fn::Not" -> !operands(call.get(), 1, 1, at).contains(true);
      case "Fn::And" -> !operands(call.get(), 2, 10, at).contains(false);
      case "Fn::Or" -> operands(call.get(), 2, 10, at).contains(true);
      default -> wrong(call.get().function() + " is not a condition function", at);
    };
  }

  private boolean isEqual(JsonNode argument, Location at) {
    if (!argument.isArray() || argument.size() != 2) {
      return wrong("Fn::Equals takes two values", at);
    }
    var left = resolver.resolve(argument.get(0), at);
    var right = resolver.resolve(argument.get(1), at);
    return left.isPresent() && right.isPresent() && isSame(left.get(), right.get());
  }

  /// Values are compared as text: `true` and `'true'` are equal.
  private static boolean isSame(JsonNode left, JsonNode right) {
    if (left.isValueNode() && right.isValueNode()) {
      return left.asText().equals(right.asText());
    }
    return left.equals(right);
  }

  private List<Boolean> operands(Intrinsic call, int least, int most, Location at) {
    var argument = call.argument();
    int count = argument.isArray() ? argument.size() : 0;
    if (count < least || count > most) {
      wrong(
          least == most
              ? "%s takes %d condition".formatted(call.function(), least)
              : "%s takes %d to %d conditions".formatted(call.function(), least, most),
          at);
      return List.of(false);
    }
    var results = new ArrayList<Boolean>();
    argument.forEach(operand -> results.add(evaluate(operand, at)));
    return results;
  }

  private boolean wrong(String what, Location at) {
    problems.add(at.toString(), what);
    return false;
  }

  private List<String> names() {
    var names = new ArrayList<String>();
    section.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// Parameters only: what conditions may refer to.
  private record NoResources(ParameterValues parameters, Problems problems) implements References {

    @Override
    public Optional<JsonNode> ref(String name, Location at) {
      var value = parameters.value(name);
      if (value.isEmpty()) {
        problems.add(
            at.toString(),
            "refers to %s, which is no parameter%s"
                .formatted(name, Nearest.hint(name, parameters.names())));
      }
      return value;
    }

    @Override
    public Optional<JsonNode> attribute(String logicalId, String attribute, Location at) {
      problems.add(
          at.toString(),
          "refers to %s.%s; conditions cannot see resources".formatted(logicalId, attribute));
      return Optional.empty();
    }
  }
}
