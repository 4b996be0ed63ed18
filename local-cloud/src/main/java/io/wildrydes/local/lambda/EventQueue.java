// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// Asynchronous events by the time they are due. Not thread-safe.
final class EventQueue {
  private final PriorityQueue<AsyncEvent> events =
      new PriorityQueue<>(Comparator.comparing(AsyncEvent::due));

  void add(AsyncEvent event) {
    events.add(event);
  }

  /// Takes out the events that are due.
  List<AsyncEvent> takeDue(Instant now) {
    var due = new ArrayList<AsyncEvent>();
    for (var next = events.peek(); next != null && !next.due().isAfter(now); next = events.peek()) {
      due.add(next);
      events.remove();
    }
    return due;
  }

  /// When the next one is due.
  Optional<Instant> nextDue() {
    return Optional.ofNullable(events.peek()).map(AsyncEvent::due);
  }

  /// All of them, in no promised order.
  List<AsyncEvent> all() {
    return List.copyOf(events);
  }
}
