// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import io.wildrydes.local.aws.AwsException;
import java.util.regex.Pattern;

/// Which log events a search is for.
///
/// See https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html. A
/// pattern that is not in that language is refused, never taken for one that matches.
interface FilterPattern {
  /// AWS's limit of characters.
  int MAX_LENGTH = 1024;

  boolean matches(String message);

  /// The pattern in one of its three forms: `{ $.field = x }`, `[field, field = x]`, or terms.
  ///
  /// @throws AwsException `InvalidParameterException` that says what is wrong
  static FilterPattern parse(String text) {
    var pattern = text.strip();
    if (pattern.length() > MAX_LENGTH) {
      throw invalid("is longer than %d characters".formatted(MAX_LENGTH));
    }
    var scanner = new PatternScanner(pattern);
    if (pattern.startsWith("{")) {
      return JsonPattern.parse(scanner);
    }
    if (pattern.startsWith("[")) {
      return FieldsPattern.parse(scanner);
    }
    return TermsPattern.parse(scanner);
  }

  static AwsException invalid(String what) {
    return new AwsException(400, "InvalidParameterException", "Invalid filter pattern: " + what);
  }

  /// A pattern with `*` for any characters.
  static Pattern glob(String text) {
    var regex = new StringBuilder();
    for (var part : text.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
