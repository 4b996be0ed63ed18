// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import io.wildrydes.acceptance.Percentiles;
import java.util.List;

/// One measured figure, and what it is judged by.
///
/// @param figure the median of the sample, in `unit`; NaN when it was not measured
/// @param spread between which values the sample lies
/// @param floor what the same costs with as little of ours as possible, in `unit`; NaN for none
record BenchRow(
    String name, String unit, double figure, Spread spread, double floor, Budget budget) {

  /// A figure that nothing judges yet.
  static BenchRow of(String name, String unit, double figure) {
    return of(name, unit, List.of(figure));
  }

  /// The median of repeated runs, which nothing judges yet.
  static BenchRow of(String name, String unit, List<Double> sample) {
    double median = Percentiles.of(sample).p50();
    return new BenchRow(name, unit, median, Spread.of(sample), Double.NaN, new Budget.None());
  }

  BenchRow over(double measuredFloor) {
    return new BenchRow(name, unit, figure, spread, measuredFloor, budget);
  }

  BenchRow within(Budget limit) {
    return new BenchRow(name, unit, figure, spread, floor, limit);
  }

  /// How many times its floor the figure is; NaN without both.
  double ratio() {
    return figure / floor;
  }

  Verdict verdict() {
    return switch (budget) {
      case Budget.None _ -> Double.isNaN(figure) ? Verdict.NOT_MEASURED : Verdict.NO_BUDGET;
      case Budget.AtMost(double limit) -> Verdict.of(figure, limit);
      case Budget.AtLeast(double limit) -> Verdict.of(-figure, -limit);
      case Budget.TimesFloor(double factor) -> Verdict.of(ratio(), factor);
    };
  }

  /// The least and the most of a sample; both NaN for an empty one.
  record Spread(double least, double most) {
    static Spread of(List<Double> sample) {
      return new Spread(
          sample.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
          sample.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));
    }

    /// Whether there is a spread to speak of.
    boolean isOne() {
      return least < most;
    }
  }

  /// What a figure may be.
  sealed interface Budget {
    record None() implements Budget {}

    /// An amount, in the row's unit.
    record AtMost(double limit) implements Budget {}

    /// An amount, in the row's unit, of what there should be much.
    record AtLeast(double limit) implements Budget {}

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
