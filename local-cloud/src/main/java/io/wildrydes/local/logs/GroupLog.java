// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The events of one group in the order of time, and what is known of its streams. Guarded by the
/// lock of its [LogStore].
///
/// ```
/// events   [ t=1 a | t=1 b | t=3 a | t=4 b ]     sorted by position, added near the end
/// streams    a: first 1, last 3     b: first 1, last 4
/// ```
final class GroupLog {
  private final List<StoredEvent> events = new ArrayList<>();
  private final Map<String, StreamSummary> streams = new TreeMap<>();
  private int dropped;
  private long bytes;

  void add(StoredEvent event) {
    int index = events.size();
    while (index > 0 && events.get(index - 1).at() > event.at()) {
      index--;
    }
    events.add(index, event);
    bytes += event.weight();
    streams.merge(event.stream(), StreamSummary.of(event), (known, _) -> known.with(event));
  }

  long bytes() {
    return bytes;
  }

  List<StreamSummary> streams() {
    return List.copyOf(streams.values());
  }

  /// The events between two times, both included.
  List<StoredEvent> between(long from, long to) {
    if (from > to) {
      return List.of();
    }
    int end = to == Long.MAX_VALUE ? events.size() : firstAt(to + 1);
    return List.copyOf(events.subList(firstAt(from), end));
  }

  boolean hasEvents() {
    return dropped < events.size();
  }

  /// The time of the oldest event that is not given up yet.
  long oldest() {
    return events.get(dropped).at();
  }

  /// Gives the oldest event up; [#sweep()] removes all those at once, and the streams that have no
  /// others: each environment has a stream of its own.
  long dropOldest() {
    long weight = events.get(dropped).weight();
    dropped++;
    bytes -= weight;
    return weight;
  }

  void sweep() {
    events.subList(0, dropped).clear();
    dropped = 0;
    long first = events.isEmpty() ? Long.MAX_VALUE : events.getFirst().at();
    streams.values().removeIf(stream -> stream.lastEventAt() < first);
  }

  /// The index of the first event at this time or later.
  private int firstAt(long time) {
    int low = 0;
    int high = events.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (events.get(middle).at() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
