// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import io.wildrydes.acceptance.bench.BenchRow.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Rows of a measurement as a Markdown table that also reads well on a terminal.
final class BenchTable {
  private static final List<String> HEAD =
      List.of("what", "figure", "runs", "floor", "ratio", "budget", "verdict");

  private BenchTable() {}

  static String of(List<BenchRow> rows) {
    var lines = new ArrayList<List<String>>();
    lines.add(HEAD);
    rows.forEach(row -> lines.add(cells(row)));
    var widths = new ArrayList<Integer>();
    for (int column = 0; column < HEAD.size(); column++) {
      widths.add(width(lines, column));
    }
    lines.add(1, rule(widths));
    return lines.stream().map(line -> text(line, widths)).collect(Collectors.joining());
  }

  private static String text(List<String> line, List<Integer> widths) {
    var text = new StringBuilder();
    for (int column = 0; column < line.size(); column++) {
      var gap = " ".repeat(widths.get(column) - line.get(column).length());
      var cell = isNumber(column) ? gap + line.get(column) : line.get(column) + gap;
      text.append("| ").append(cell).append(' ');
    }
    return text.append("|\n").toString();
  }

  /// What tells Markdown which columns stand right.
  private static List<String> rule(List<Integer> widths) {
    var rule = new ArrayList<String>();
    for (int column = 0; column < widths.size(); column++) {
      int width = widths.get(column);
      rule.add(isNumber(column) ? "-".repeat(width - 1) + ":" : "-".repeat(width));
    }
    return rule;
  }

  private static List<String> cells(BenchRow row) {
    return List.of(
        row.name(),
        amount(row.figure(), row.unit()),
        spread(row.spread()),
        amount(row.floor(), row.unit()),
        number(row.ratio()),
        budget(row),
        row.verdict().text());
  }

  private static String budget(BenchRow row) {
    return switch (row.budget()) {
      case Budget.None _ -> "-";
      case Budget.AtLeast(double limit) -> ">= " + plain(limit) + " " + row.unit();
      case Budget.AtMost(double limit) -> "<= " + plain(limit) + " " + row.unit();
      case Budget.TimesFloor(double factor) -> "<= " + plain(factor) + " x floor";
    };
  }

  private static String spread(BenchRow.Spread spread) {
    return spread.isOne() ? number(spread.least()) + " - " + number(spread.most()) : "-";
  }

  private static String amount(double value, String unit) {
    return Double.isNaN(value) ? "-" : number(value) + " " + unit;
  }

  /// Three significant digits, as more of them would only be noise.
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    int decimals = size < 10 ? 2 : size < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static int width(List<List<String>> lines, int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }

  /// Names and verdicts stand left, numbers right.
  private static boolean isNumber(int column) {
    return column > 0 && column < HEAD.size() - 1;
  }
}
