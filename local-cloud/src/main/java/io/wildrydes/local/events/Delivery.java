// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import java.time.Instant;

/// One event on its way to one target.
///
/// @param retries tries made after the first
/// @param since when the first try was due; the retry policy's age counts from here
/// @param due when the next try is
record Delivery(Event event, Rule rule, Target target, int retries, Instant since, Instant due) {

  static Delivery of(Event event, Rule rule, Target target) {
    return new Delivery(event, rule, target, 0, event.receivedAt(), event.receivedAt());
  }

  Delivery retriedAt(Instant nextDue) {
    return new Delivery(event, rule, target, retries + 1, since, nextDue);
  }
}
