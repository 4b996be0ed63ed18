// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Every call that reached the partner, as a partner would write it down: what is delivered is
/// known from here and not from what the sender's side says. Thread-safe by its own monitor.
final class PartnerLedger {
  private final Map<String, List<Call>> byKey = new LinkedHashMap<>();

  synchronized void add(Call call) {
    byKey.computeIfAbsent(call.idempotencyKey(), _ -> new ArrayList<>()).add(call);
  }

  /// The orders that the partner has taken, whatever its caller got to hear of it.
  synchronized Set<String> delivered() {
    return ids(1);
  }

  /// The orders that it was given again after it had taken them.
  synchronized Set<String> duplicates() {
    return ids(2);
  }

  /// Calls about one order, in the order of their arrival.
  synchronized List<Call> of(String correlationId) {
    return byKey.values().stream()
        .flatMap(List::stream)
        .filter(call -> call.correlationId().equals(correlationId))
        .toList();
  }

  /// What is wrong with the keys: each names one order, and each order has one.
  synchronized List<String> misusedKeys() {
    var wrong = new ArrayList<String>();
    var keys = new LinkedHashMap<String, Set<String>>();
    byKey.forEach((key, calls) -> {
      var orders = calls.stream().map(Call::correlationId).collect(Collectors.toSet());
      orders.forEach(order -> keys.computeIfAbsent(order, _ -> new TreeSet<>()).add(key));
      if (orders.size() > 1) {
        wrong.add("key %s names orders %s".formatted(key, new TreeSet<>(orders)));
      }
    });
    keys.forEach((order, own) -> {
      if (own.size() > 1 || own.contains("")) {
        wrong.add("order %s came with keys %s".formatted(order, own));
      }
    });
    return wrong;
  }

  private Set<String> ids(int times) {
    return byKey.values().stream()
        .filter(calls -> calls.stream().filter(Call::taken).count() >= times)
        .map(calls -> calls.getFirst().correlationId())
        .collect(Collectors.toSet());
  }

  /// One call.
  ///
  /// @param taken whether the partner took the order, answered or not
  record Call(
      Instant at, String correlationId, String idempotencyKey, String behaviour, boolean taken) {}
}
