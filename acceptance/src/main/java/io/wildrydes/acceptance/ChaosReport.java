// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a campaign came to. Orders are accounted for from both ends: accepted is what the sender's
/// ledger says, delivered what the partner's does.
///
/// @param answers number of orders by what their sender got
/// @param duplicates accepted orders that the partner was given again after it had taken them
/// @param unacknowledged orders delivered or dead whose sender was not told that they are accepted
/// @param lost correlation ids of accepted orders that are neither delivered nor dead
/// @param faults what else must not be: misused keys, processes left, troubles that did no harm
record ChaosReport(
    Map<String, Integer> answers,
    Fates fates,
    int duplicates,
    int unacknowledged,
    Set<String> lost,
    List<String> faults) {

  /// How accepted orders ended.
  ///
  /// @param deliveredAndDead counted as delivered: the partner took them, its answer got lost
  record Fates(int accepted, int delivered, int dead, int deliveredAndDead) {}

  /// Accounts for the orders sent.
  ///
  /// @param dead correlation ids in dead-letter queues
  static ChaosReport of(
      List<Sent> sent, PartnerLedger ledger, Set<String> dead, List<String> faults) {
    var accepted = OrderReport.accepted(sent);
    var answers = new TreeMap<String, Integer>();
    sent.forEach(order -> answers.merge(order.answer(), 1, Integer::sum));
    var delivered = ledger.delivered();
    var ended = new HashSet<>(delivered);
    ended.addAll(dead);
    var lost = new TreeSet<>(accepted);
    lost.removeAll(ended);
    var all = new ArrayList<>(faults);
    all.addAll(ledger.misusedKeys());
    return new ChaosReport(
        answers,
        new Fates(
            accepted.size(),
            (int) accepted.stream().filter(delivered::contains).count(),
            (int)
                accepted.stream()
                    .filter(id -> dead.contains(id) && !delivered.contains(id))
                    .count(),
            (int)
                accepted.stream()
                    .filter(id -> dead.contains(id) && delivered.contains(id))
                    .count()),
        (int) ledger.duplicates().stream().filter(accepted::contains).count(),
        (int) ended.stream().filter(id -> !accepted.contains(id)).count(),
        lost,
        all);
  }

  /// Nothing is lost, and the campaign was one.
  boolean isGood() {
    return fates.accepted() > 0 && lost.isEmpty() && faults.isEmpty();
  }
}
