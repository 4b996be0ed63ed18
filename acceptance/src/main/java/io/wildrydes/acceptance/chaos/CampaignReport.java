// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import io.wildrydes.acceptance.orders.OrderReport;
import io.wildrydes.acceptance.orders.Sent;
import io.wildrydes.acceptance.rides.RideReport;
import io.wildrydes.acceptance.rides.RideTrail;
import io.wildrydes.acceptance.rides.SentRide;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a campaign came to. Orders are accounted for from both ends: accepted is what the sender's
/// ledger says, delivered what the partner's does. So are rides: granted is what their rider was
/// told, stored what the table holds.
///
/// @param answers number of orders by what their sender got
/// @param duplicates accepted orders that the partner was given again after it had taken them
/// @param unacknowledged orders delivered or dead whose sender was not told that they are accepted
/// @param lost correlation ids of accepted orders that are neither delivered nor dead
/// @param faults what else must not be: misused keys, processes left, troubles that did no harm
record CampaignReport(
    Map<String, Integer> answers,
    Fates fates,
    int duplicates,
    int unacknowledged,
    Set<String> lost,
    Rides rides,
    List<String> faults) {

  /// How accepted orders ended.
  ///
  /// @param deliveredAndDead counted as delivered: the partner took them, its answer got lost
  record Fates(int accepted, int delivered, int dead, int deliveredAndDead) {}

  /// What is known of orders.
  ///
  /// @param buried correlation ids in dead-letter queues, those of rides among them
  record Orders(List<Sent> sent, PartnerLedger ledger, Set<String> buried) {
    private Set<String> dead() {
      return sent.stream()
          .flatMap(order -> order.correlationId().stream())
          .filter(buried::contains)
          .collect(Collectors.toSet());
    }
  }

  /// What became of the rides.
  ///
  /// @param lost correlation ids of rides granted that are neither stored nor dead
  record Rides(RideReport report, Set<String> lost) {

    static Rides of(List<SentRide> sent, RideTrail trail, RideReport.Places places) {
      var lost =
          sent.stream()
              .filter(ride -> ride.isGranted() && !places.hold(ride))
              .map(SentRide::correlationId)
              .flatMap(Optional::stream)
              .collect(Collectors.toCollection(TreeSet::new));
      return new Rides(RideReport.of(sent, trail, places), lost);
    }
  }

  /// Accounts for the orders sent.
  static CampaignReport of(Orders orders, Rides rides, List<String> faults) {
    var sent = orders.sent();
    var ledger = orders.ledger();
    var dead = orders.dead();
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
    return new CampaignReport(
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
        rides,
        all);
  }

  /// Correlation ids of all that is lost, orders and rides.
  Set<String> allLost() {
    var all = new TreeSet<>(lost);
    all.addAll(rides.lost());
    return all;
  }

  /// Nothing is lost, and the campaign was one.
  boolean isGood() {
    return fates.accepted() > 0
        && lost.isEmpty()
        && rides.report().isReconciled()
        && faults.isEmpty();
  }
}
