// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Some events in the order of time, at most as many and as large as one answer holds.
///
/// @param isLast whether nothing that fits the search lies beyond them
record EventPage(List<StoredEvent> events, boolean isLast) {
  static final int MAX_EVENTS = 10_000;

  /// An answer's size, counted as CloudWatch Logs counts events: their UTF-8 text and 26 bytes.
  static final int MAX_BYTES = 1024 * 1024;

  private static final long BYTES_PER_EVENT = 26;

  /// The first of these events that fit the search.
  static EventPage first(List<StoredEvent> events, Predicate<StoredEvent> search, int limit) {
    var page = new ArrayList<StoredEvent>();
    long bytes = 0;
    for (var event : events) {
      if (!search.test(event)) {
        continue;
      }
      bytes += BYTES_PER_EVENT + event.message().getBytes(StandardCharsets.UTF_8).length;
      if (page.size() == limit || (bytes > MAX_BYTES && !page.isEmpty())) {
        return new EventPage(page, false);
      }
      page.add(event);
    }
    return new EventPage(page, true);
  }

  /// The last of these events that fit the search.
  static EventPage last(List<StoredEvent> events, Predicate<StoredEvent> search, int limit) {
    var page = first(events.reversed(), search, limit);
    return new EventPage(page.events().reversed(), page.isLast());
  }
}
