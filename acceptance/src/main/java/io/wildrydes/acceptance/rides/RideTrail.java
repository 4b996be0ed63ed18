// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import io.wildrydes.acceptance.LogLine;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What the log says of rides: which were stored or deferred, what the record service answered, and
/// which invocations have not ended. Fed line by line, so that a run can be followed.
public final class RideTrail {
  private static final Pattern START = Pattern.compile("START RequestId: (\\S+) .*");
  private static final Pattern END = Pattern.compile("END RequestId: (\\S+)");
  private static final String INTERNAL_API = "internal";

  /// Why a ride is in the table, when it was not there before.
  private static final String SAVED_NOW = "saved now";

  private final Map<String, Integer> stored = new HashMap<>();
  private final Set<String> deferred = new HashSet<>();
  private final SortedMap<String, Integer> recordAnswers = new TreeMap<>();
  private final Map<String, Integer> open = new HashMap<>();

  /// Takes one more line, of whatever group.
  public void take(LogLine line) {
    switch (line.milestone()) {
      case "SAVED_IN_DATABASE" -> {
        if (line.json().path("reason").asText().equals(SAVED_NOW)) {
          stored.merge(rideId(line), 1, Integer::sum);
        }
      }
      case "RIDE_RECORD_DEFERRED" -> deferred.add(rideId(line));
      case "" -> takeOther(line);
      default -> {}
    }
  }

  /// The rides that a function says it stored, and how often it says so: more than once means that
  /// a ride was written twice.
  public Map<String, Integer> stored() {
    return Collections.unmodifiableMap(stored);
  }

  /// The rides whose record went the long way, over the bus and the queue.
  public Set<String> deferred() {
    return Collections.unmodifiableSet(deferred);
  }

  /// Answers of `POST /record` by status, from the internal API's access log.
  public SortedMap<String, Integer> recordAnswers() {
    return Collections.unmodifiableSortedMap(recordAnswers);
  }

  /// Invocations that have begun and not ended.
  public int running() {
    return open.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void takeOther(LogLine line) {
    if (line.isOf(INTERNAL_API)) {
      if (line.json().path("resourcePath").asText().equals("/record")) {
        recordAnswers.merge(line.json().path("status").asText(), 1, Integer::sum);
      }
      return;
    }
    var start = START.matcher(line.text());
    var end = END.matcher(line.text());
    if (start.matches()) {
      open.merge(start.group(1), 1, Integer::sum);
    } else if (end.matches()) {
      open.computeIfPresent(end.group(1), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private static String rideId(LogLine line) {
    return line.json().path("rideId").asText();
  }
}
