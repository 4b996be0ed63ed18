// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import io.wildrydes.acceptance.LogLine;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// The partner's own view of the calls it got: its API's access log.
final class PartnerLog {
  private static final int MILLIS = 1000;
  private static final String THROTTLED = "429";

  private final SortedMap<String, Integer> statuses = new TreeMap<>();
  private final NavigableMap<Long, Integer> admitted = new TreeMap<>();
  private final NavigableMap<Long, Integer> arrived = new TreeMap<>();

  /// Takes one more line, of whatever group.
  void take(LogLine line) {
    var second = line.json().path("requestTimeEpoch").asLong() / MILLIS;
    if (!line.isOf("partner") || second == 0) {
      return;
    }
    var status = line.json().path("status").asText();
    statuses.merge(status, 1, Integer::sum);
    arrived.merge(second, 1, Integer::sum);
    if (!status.equals(THROTTLED)) {
      admitted.merge(second, 1, Integer::sum);
    }
  }

  /// Number of calls by the status that the partner's API answered.
  SortedMap<String, Integer> statuses() {
    return new TreeMap<>(statuses);
  }

  int calls() {
    return statuses.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// Most calls that came within one second.
  int mostInASecond() {
    return most(arrived);
  }

  /// Most calls within one second that the usage plan let pass.
  int mostAdmittedInASecond() {
    return most(admitted);
  }

  private static int most(Map<Long, Integer> perSecond) {
    return perSecond.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
