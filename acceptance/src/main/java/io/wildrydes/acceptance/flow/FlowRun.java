// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import io.wildrydes.acceptance.orders.Journeys;
import io.wildrydes.acceptance.orders.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All that was seen of one run, raw.
///
/// @param dead correlation ids found in dead-letter queues
/// @param samples in order of time
record FlowRun(
    List<Sent> sent,
    Journeys journeys,
    Deliveries deliveries,
    PartnerLog partner,
    Set<String> dead,
    List<Sample> samples) {

  /// When the first order was sent; the run's minutes count from here.
  Instant start() {
    return sent.stream().map(Sent::at).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }

  /// When the last order was sent.
  Instant lastSent() {
    return sent.stream().map(Sent::at).max(Comparator.naturalOrder()).orElse(start());
  }

  /// When the last order was delivered or given up.
  Instant end() {
    return ends().values().stream().max(Comparator.naturalOrder()).orElse(lastSent());
  }

  /// When each order came to rest, whether its sender was told of it or not: delivered for the
  /// first time, or for a dead one the end of its last invocation. Orders that have not are left
  /// out.
  Map<String, Instant> ends() {
    var lastTried = new HashMap<String, Instant>();
    for (var invocation : deliveries.ended()) {
      lastTried.merge(invocation.correlationId(), invocation.end(), (a, b) -> a.isAfter(b) ? a : b);
    }
    var ends = new HashMap<String, Instant>();
    for (var id : journeys.all().keySet()) {
      var givenUp = Optional.ofNullable(dead.contains(id) ? lastTried.get(id) : null);
      journeys.of(id).delivered().or(() -> givenUp).ifPresent(end -> ends.put(id, end));
    }
    return ends;
  }

  /// From the last order sent until the last order's end.
  Duration drain() {
    var drain = Duration.between(lastSent(), end());
    return drain.isNegative() ? Duration.ZERO : drain;
  }
}
