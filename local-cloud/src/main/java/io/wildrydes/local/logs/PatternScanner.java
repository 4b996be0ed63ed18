// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads a filter pattern from left to right. White space before whatever is asked for is skipped.
final class PatternScanner {
  /// AWS's limit of regular expressions in one pattern.
  private static final int MAX_REGEX = 2;

  private static final Pattern REGEX =
      Pattern.compile(
          "(?:[A-Za-z0-9 :_#=@/;,^$?\\[\\]{}|*+.-]|\\\\(?:[dDsSwW]|x[0-9A-Fa-f]{2}|[^A-Za-z0-9]))+");

  private final String text;
  private int position;
  private int regexes;

  PatternScanner(String text) {
    this.text = text;
  }

  boolean atEnd() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return position == text.length();
  }

  /// Whether this comes next.
  boolean sees(String token) {
    return !atEnd() && text.startsWith(token, position);
  }

  /// Steps over the token if it comes next.
  boolean take(String token) {
    if (!sees(token)) {
      return false;
    }
    position += token.length();
    return true;
  }

  void expect(String token) {
    if (!take(token)) {
      throw FilterPattern.invalid(
          "%s expected %s".formatted(token, atEnd() ? "at the end" : "before '" + rest() + "'"));
    }
  }

  /// Nothing may follow.
  void expectEnd() {
    if (!atEnd()) {
      throw FilterPattern.invalid("unexpected '%s'".formatted(rest()));
    }
  }

  /// Characters up to white space or one of these; at least one.
  String bareUntil(String ends) {
    atEnd();
    int from = position;
    while (position < text.length() && !ends(text.charAt(position), ends)) {
      position++;
    }
    if (from == position) {
      throw FilterPattern.invalid(
          "a value or name expected " + (atEnd() ? "at the end" : "before '" + rest() + "'"));
    }
    return text.substring(from, position);
  }

  /// The text between double quotes; a backslash makes the next character part of it.
  String quoted() {
    expect("\"");
    var quoted = new StringBuilder();
    while (position < text.length() && text.charAt(position) != '"') {
      if (text.charAt(position) == '\\' && position + 1 < text.length()) {
        position++;
      }
      quoted.append(text.charAt(position));
      position++;
    }
    close("\"");
    return quoted.toString();
  }

  /// The regular expression between percent signs, in the part of the language that AWS takes.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html">AWS:
  ///   supported regular expressions</a>
  Pattern regex() {
    expect("%");
    int end = text.indexOf('%', position);
    var regex = text.substring(position, end < 0 ? text.length() : end);
    position += regex.length();
    close("%");
    regexes++;
    if (regexes > MAX_REGEX) {
      throw FilterPattern.invalid("more than %d regular expressions".formatted(MAX_REGEX));
    }
    if (!REGEX.matcher(regex).matches()) {
      throw FilterPattern.invalid(
          "'%s' has a character that regular expressions may not have here".formatted(regex));
    }
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException _) {
      throw FilterPattern.invalid("'%s' is not a regular expression".formatted(regex));
    }
  }

  /// Conditions joined by `||` and the stronger `&&`, with parentheses.
  <T> Predicate<T> conditions(Supplier<Predicate<T>> condition) {
    var either = both(condition);
    while (take("||")) {
      either = either.or(both(condition));
    }
    return either;
  }

  private <T> Predicate<T> both(Supplier<Predicate<T>> condition) {
    var both = single(condition);
    while (take("&&")) {
      both = both.and(single(condition));
    }
    return both;
  }

  private <T> Predicate<T> single(Supplier<Predicate<T>> condition) {
    if (!take("(")) {
      return condition.get();
    }
    var inner = conditions(condition);
    expect(")");
    return inner;
  }

  private void close(String quote) {
    if (!text.startsWith(quote, position)) {
      throw FilterPattern.invalid("a %s is not closed".formatted(quote));
    }
    position++;
  }

  private static boolean ends(char c, String ends) {
    return Character.isWhitespace(c) || ends.indexOf(c) >= 0;
  }

  private String rest() {
    return text.substring(position);
  }
}
