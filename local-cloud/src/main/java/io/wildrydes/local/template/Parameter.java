// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wildrydes.local.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A parameter's declaration and the rules that its value must keep.
record Parameter(String name, String type, ObjectNode declaration, Problems problems) {
  private static final List<String> TYPES =
      List.of("String", "Number", "CommaDelimitedList", "List<Number>");
  private static final List<String> ATTRIBUTES =
      List.of(
          "Type",
          "Default",
          "AllowedValues",
          "AllowedPattern",
          "ConstraintDescription",
          "Description",
          "MinLength",
          "MaxLength",
          "MinValue",
          "MaxValue",
          "NoEcho");

  static Parameter of(String name, ObjectNode declaration, Problems problems) {
    var type = declaration.path("Type").asText();
    var parameter = new Parameter(name, type, declaration, problems);
    if (!TYPES.contains(type)) {
      parameter.problem(
          type.isEmpty()
              ? "has no Type"
              : "has Type %s, which is not supported%s".formatted(type, Nearest.hint(type, TYPES)));
    }
    for (var attribute : declaration.properties()) {
      if (!ATTRIBUTES.contains(attribute.getKey())) {
        parameter.problem(
            "has %s, which is not supported%s"
                .formatted(attribute.getKey(), Nearest.hint(attribute.getKey(), ATTRIBUTES)));
      }
    }
    return parameter;
  }

  boolean isMasked() {
    return declaration.path("NoEcho").asBoolean();
  }

  /// The given value, else the default; a problem when there is neither. A value that breaks a rule
  /// is reported and used all the same, so that reading can go on.
  Optional<String> text(@Nullable String given) {
    var byDefault = declaration.get("Default");
    if (given == null && byDefault == null) {
      problem("has no Default, so it needs a value");
      return Optional.empty();
    }
    if (given == null && !byDefault.isValueNode()) {
      problem("has a Default that is not text or a number");
      return Optional.empty();
    }
    var text = given != null ? given : byDefault.asText();
    if (!TYPES.contains(type)) {
      return Optional.of(text);
    }
    if (isList()) {
      elements(text).forEach(this::check);
    } else {
      check(text);
    }
    return Optional.of(text);
  }

  /// What `Ref` gives for the text.
  JsonNode value(String text) {
    if (!isList()) {
      return TextNode.valueOf(text);
    }
    var list = Json.array();
    elements(text).forEach(list::add);
    return list;
  }

  private boolean isList() {
    return type.equals("CommaDelimitedList") || type.startsWith("List<");
  }

  private static List<String> elements(String text) {
    return text.isBlank()
        ? List.of()
        : List.of(text.split(",", -1)).stream().map(String::strip).toList();
  }

  private void check(String text) {
    if (type.equals("Number") || type.equals("List<Number>")) {
      checkNumber(text);
    } else {
      checkLength(text, "MinLength", -1);
      checkLength(text, "MaxLength", 1);
      checkPattern(text);
    }
    var allowed = new ArrayList<String>();
    declaration.path("AllowedValues").forEach(value -> allowed.add(value.asText()));
    if (!allowed.isEmpty() && !allowed.contains(text)) {
      broken(text, "is not one of " + String.join(", ", allowed));
    }
  }

  private void checkNumber(String text) {
    var number = number(text);
    if (number.isEmpty()) {
      broken(text, "is not a number");
      return;
    }
    var least = number(declaration.path("MinValue").asText());
    var most = number(declaration.path("MaxValue").asText());
    if (least.isPresent() && number.get().compareTo(least.get()) < 0) {
      broken(text, "is less than " + least.get());
    }
    if (most.isPresent() && number.get().compareTo(most.get()) > 0) {
      broken(text, "is more than " + most.get());
    }
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text.strip()));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private void checkLength(String text, String rule, int forbidden) {
    var limit = declaration.path(rule);
    if (!limit.isMissingNode() && Integer.signum(text.length() - limit.asInt()) == forbidden) {
      broken(text, "has %d characters, but %s is %d".formatted(text.length(), rule, limit.asInt()));
    }
  }

  private void checkPattern(String text) {
    var pattern = declaration.path("AllowedPattern").asText();
    try {
      if (!pattern.isEmpty() && !Pattern.matches(pattern, text)) {
        broken(text, "does not match " + pattern);
      }
    } catch (PatternSyntaxException _) {
      problem("has an AllowedPattern that is no regular expression: " + pattern);
    }
  }

  private void broken(String text, String how) {
    var constraint = declaration.path("ConstraintDescription").asText();
    problem(
        "%s %s%s"
            .formatted(
                isMasked() ? "the value" : "'" + text + "'",
                how,
                constraint.isEmpty() ? "" : " (" + constraint + ")"));
  }

  private void problem(String what) {
    problems.add("Parameters " + name, what);
  }
}
