// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.util.List;
import java.util.Locale;

/// Percentiles of a sample by the nearest-rank method; all NaN for an empty one.
public record Percentiles(double p50, double p95, double p99, double max) {

  /// Those of the sample, in any order.
  public static Percentiles of(List<Double> sample) {
    var sorted = sample.stream().sorted().toList();
    return new Percentiles(
        rank(sorted, 0.50), rank(sorted, 0.95), rank(sorted, 0.99), rank(sorted, 1));
  }

  /// The four values with one unit, such as `p50 12 ms`.
  public String text() {
    return String.format(
        Locale.ROOT, "p50 %.0f  p95 %.0f  p99 %.0f  max %.0f ms", p50, p95, p99, max);
  }

  private static double rank(List<Double> sorted, double share) {
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
