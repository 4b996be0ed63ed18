// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What callers call a function: `name`, `<account>:function:name` or the ARN, each with or without
/// `:qualifier`.
///
/// See https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html.
record FunctionName(String name, @Nullable String qualifier) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:(?:arn:[a-z-]+:lambda:[a-z0-9-]+:)?\\d{12}:function:)?"
              + "([A-Za-z0-9_-]+)(?::(\\$LATEST|[A-Za-z0-9_-]+))?");

  static Optional<FunctionName> parse(String text) {
    var match = SHAPE.matcher(text);
    return match.matches()
        ? Optional.of(new FunctionName(match.group(1), match.group(2)))
        : Optional.empty();
  }
}
