// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import java.util.List;
import java.util.Map;

/// What the authors of a reference system published of their own runs, to stand beside ours. They
/// ran in an account, with 128 MB a function; nothing here is tuned to match them.
///
/// @param millis least, p50, p95, p99 and most, as text
record PublishedRun(
    String label, int sent, Map<String, Integer> answers, String perSecond, List<String> millis) {
  private static final List<PublishedRun> HIGH_LOAD =
      List.of(
          new PublishedRun(
              "published, 2018-12-07",
              1800,
              Map.of("201", 1492, "502", 106, "504", 202),
              "8.66",
              List.of("874 ms", "1,269 ms", "29,361 ms", "29,366 ms", "29,501 ms")),
          new PublishedRun(
              "published, 2018-12-11",
              1800,
              Map.of("201", 1528, "504", 272),
              "8.70",
              List.of("819 ms", "26,877 ms", "29,346 ms", "29,352 ms", "29,396 ms")));

  private static final List<PublishedRun> SLOWNESS =
      List.of(
          new PublishedRun(
              "published, uninstrumented",
              60,
              Map.of("201", 54, "502", 6),
              "-",
              List.of("306 ms", "426 ms", "2,189 ms", "7,429 ms", "7,947 ms")),
          new PublishedRun(
              "published, instrumented",
              60,
              Map.of("201", 60),
              "-",
              List.of("521 ms", "714 ms", "3,577 ms", "3,697 ms", "3,705 ms")));

  /// The runs to set beside a scenario; none when nothing was published of it.
  static List<PublishedRun> of(String scenario) {
    return switch (scenario) {
      case "throttled-record", "lost-rides" -> HIGH_LOAD;
      case "slow-discount", "broken-discount" -> SLOWNESS;
      default -> List.of();
    };
  }
}
