// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Text with `$context.x` and `$stageVariables.x` in it: an access log's format, or the body of a
/// gateway response, which knows simple substitution only.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html.
record VariableText(List<Part> parts) {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(context|stageVariables)\\.([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)");

  VariableText {
    parts = List.copyOf(parts);
  }

  static VariableText parse(String text) {
    var parts = new ArrayList<Part>();
    var variables = VARIABLE.matcher(text);
    int end = 0;
    while (variables.find()) {
      parts.add(new Part.Text(text.substring(end, variables.start())));
      var name = variables.group(2);
      parts.add(
          variables.group(1).equals("context")
              ? new Part.Context(name)
              : new Part.StageVariable(name));
      end = variables.end();
    }
    parts.add(new Part.Text(text.substring(end)));
    return new VariableText(parts);
  }

  /// The names after `$context.`, in order.
  List<String> contextNames() {
    return parts.stream()
        .filter(Part.Context.class::isInstance)
        .map(part -> ((Part.Context) part).name())
        .toList();
  }

  /// The text with a value in the place of each variable.
  String render(Function<Part, String> values) {
    var text = new StringBuilder();
    for (var part : parts) {
      text.append(part instanceof Part.Text(var literal) ? literal : values.apply(part));
    }
    return text.toString();
  }

  /// A stretch of text or a variable.
  sealed interface Part {
    /// Stands for itself.
    record Text(String text) implements Part {}

    /// A `$context` variable, by what follows the dot.
    record Context(String name) implements Part {}

    /// A `$stageVariables` variable.
    record StageVariable(String name) implements Part {}
  }
}
