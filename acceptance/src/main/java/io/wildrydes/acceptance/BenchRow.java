// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

/// One measured figure, and what it is judged by.
///
/// @param figure in `unit`; NaN when it was not measured
/// @param floor what the same costs with as little of ours as possible, in `unit`; NaN for none
record BenchRow(String name, String unit, double figure, double floor, Budget budget) {

  /// A figure that nothing judges yet.
  static BenchRow of(String name, String unit, double figure) {
    return new BenchRow(name, unit, figure, Double.NaN, new Budget.None());
  }

  BenchRow over(double measuredFloor) {
    return new BenchRow(name, unit, figure, measuredFloor, budget);
  }

  BenchRow within(Budget limit) {
    return new BenchRow(name, unit, figure, floor, limit);
  }

  /// How many times its floor the figure is; NaN without both.
  double ratio() {
    return figure / floor;
  }

  Verdict verdict() {
    return switch (budget) {
      case Budget.None _ -> Double.isNaN(figure) ? Verdict.NOT_MEASURED : Verdict.NO_BUDGET;
      case Budget.AtMost(double limit) -> Verdict.of(figure, limit);
      case Budget.TimesFloor(double factor) -> Verdict.of(ratio(), factor);
    };
  }

  /// What a figure may be.
  sealed interface Budget {
    record None() implements Budget {}

    /// An amount, in the row's unit.
    record AtMost(double limit) implements Budget {}

    /// So many times the floor of the same run.
    record TimesFloor(double factor) implements Budget {}
  }

  enum Verdict {
    MET("met"),
    NOT_MET("NOT MET"),
    NO_BUDGET("no budget"),
    NOT_MEASURED("not measured");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    private static Verdict of(double value, double limit) {
      if (Double.isNaN(value)) {
        return NOT_MEASURED;
      }
      return value <= limit ? MET : NOT_MET;
    }
  }
}
