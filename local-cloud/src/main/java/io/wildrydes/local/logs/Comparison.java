// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/// What a JSON or a space-delimited pattern asks of one value: an operator and what stands behind
/// it. Numbers are compared as numbers, texts with `*` for any characters.
final class Comparison {
  /// The longer ones first, as they begin with the shorter ones.
  private static final List<String> OPERATORS = List.of("!=", "<=", ">=", "=", "<", ">");

  private Comparison() {}

  /// Whether an operator comes next.
  static boolean follows(PatternScanner scanner) {
    return OPERATORS.stream().anyMatch(scanner::sees);
  }

  /// Reads operator and value.
  ///
  /// @param ends the characters that end a value without quotes
  static Predicate<String> parse(PatternScanner scanner, String ends) {
    var operator =
        OPERATORS.stream()
            .filter(scanner::take)
            .findFirst()
            .orElseThrow(() -> FilterPattern.invalid("one of =, !=, <, >, <=, >= expected"));
    return switch (operator) {
      case "=" -> equality(scanner, ends);
      case "!=" -> equality(scanner, ends).negate();
      default -> order(operator, scanner.bareUntil(ends));
    };
  }

  private static Predicate<String> equality(PatternScanner scanner, String ends) {
    if (scanner.sees("%")) {
      return scanner.regex().asPredicate();
    }
    if (scanner.sees("\"")) {
      return FilterPattern.glob(scanner.quoted()).asMatchPredicate();
    }
    var bare = scanner.bareUntil(ends);
    var number = number(bare);
    return number.isPresent()
        ? text -> number.equals(number(text))
        : FilterPattern.glob(bare).asMatchPredicate();
  }

  private static Predicate<String> order(String operator, String operand) {
    double bound =
        number(operand)
            .orElseThrow(() ->
                FilterPattern.invalid("%s needs a number, not '%s'".formatted(operator, operand)));
    return text ->
        number(text).stream()
            .anyMatch(value ->
                switch (operator) {
                  case "<" -> value < bound;
                  case ">" -> value > bound;
                  case "<=" -> value <= bound;
                  default -> value >= bound;
                });
  }

  private static OptionalDouble number(String text) {
    if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Double.parseDouble(text));
  }
}
