// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Words, `"phrases"` and `%regular expressions%` that a message contains: all of those that stand
/// alone, none of those behind `-`, one of those behind `?`. Beside others, the ones behind `?`
/// count for nothing, as on AWS.
///
/// See https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html.
/// **Differs:** whether AWS finds a word inside a longer one is not documented; here it is found.
record TermsPattern(
    List<Predicate<String>> all, List<Predicate<String>> none, List<Predicate<String>> any)
    implements FilterPattern {

  static TermsPattern parse(PatternScanner scanner) {
    var terms = new TermsPattern(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    while (!scanner.atEnd()) {
      var kind = scanner.take("-") ? terms.none() : scanner.take("?") ? terms.any() : terms.all();
      kind.add(term(scanner));
    }
    return terms;
  }

  @Override
  public boolean matches(String message) {
    return all.stream().allMatch(term -> term.test(message))
        && none.stream().noneMatch(term -> term.test(message))
        && anyOf(message);
  }

  private boolean anyOf(String message) {
    return any.isEmpty()
        || !all.isEmpty()
        || !none.isEmpty()
        || any.stream().anyMatch(term -> term.test(message));
  }

  private static Predicate<String> term(PatternScanner scanner) {
    if (scanner.sees("%")) {
      return scanner.regex().asPredicate();
    }
    if (scanner.sees("\"")) {
      var phrase = scanner.quoted();
      return message -> message.contains(phrase);
    }
    var word = scanner.bareUntil("");
    if (!word.matches("\\w+")) {
      throw FilterPattern.invalid(
          "invalid character in term '%s', which needs double quotes".formatted(word));
    }
    return message -> message.contains(word);
  }
}
