// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import java.util.SortedMap;

/// One minute of a run; counts are within it, states at its end.
///
/// @param minute from 0
/// @param published orders that reached the bus
/// @param delivered orders that the partner took, the first time
/// @param calls of the partner as Delivery saw them end, by outcome
record Minute(
    int minute,
    int published,
    int delivered,
    SortedMap<String, Integer> calls,
    Backlog backlog,
    Invocations deliveries) {

  /// What is not at rest, and what has been given up.
  ///
  /// @param open orders published and neither delivered nor given up
  /// @param oldestSeconds how long the oldest of them has been open
  /// @param waiting messages in the queue that can be received
  /// @param hidden messages being worked on, or waiting for their visibility timeout
  /// @param dead messages in all dead-letter queues
  record Backlog(int open, double oldestSeconds, int waiting, int hidden, int dead) {}

  /// Invocations of Delivery.
  ///
  /// @param peak most at once
  /// @param mean at once, over the minute
  /// @param completed those that ended well
  /// @param failed those that ended otherwise, timed out ones included
  record Invocations(int peak, double mean, int completed, int failed) {}
}
