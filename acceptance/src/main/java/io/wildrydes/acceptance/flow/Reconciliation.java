// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.ToIntFunction;

/// Holds the figures of a report against each other: what was counted at one place must come out at
/// another.
final class Reconciliation {
  private final FlowReport report;
  private final List<String> contradictions = new ArrayList<>();

  private Reconciliation(FlowReport report) {
    this.report = report;
  }

  /// What does not add up, and orders that are not accounted for; empty for a report that
  /// reconciles.
  static List<String> contradictions(FlowReport report) {
    var reconciliation = new Reconciliation(report);
    reconciliation.orders();
    reconciliation.calls();
    reconciliation.minutes();
    return List.copyOf(reconciliation.contradictions);
  }

  private void orders() {
    var orders = report.orders();
    var fates = orders.fates();
    int ends = fates.delivered() + fates.dead() + fates.inFlight() + fates.lost();
    equal("orders sent", orders.sent(), "answers", FlowReport.sum(orders.answers()));
    equal("answers 202", orders.answers().getOrDefault("202", 0), "accepted", fates.accepted());
    equal("orders accepted", fates.accepted(), "ends of orders", ends);
    equal("orders lost", fates.lost(), "what may be lost", 0);
    equal("orders in flight", fates.inFlight(), "what may be in flight", 0);
    atMost("orders to tell of", 1, "accepted", fates.accepted());
  }

  /// The partner may have got calls that Delivery did not see the end of, never the other way
  /// round, and it turned away what Delivery saw turned away. Whether it got a call that ended
  /// without an answer, nobody can know.
  private void calls() {
    var calls = report.calls();
    atMost(
        "calls answered to Delivery",
        answered(calls.outcomes()),
        "calls at the partner",
        sum(calls.statuses()));
    atMost(
        "calls throttled for Delivery",
        calls.throttled(),
        "calls that the partner's API throttled",
        calls.statuses().getOrDefault("429", 0));
    int ofOrders =
        calls.perOrder().entrySet().stream()
            .mapToInt(entry -> entry.getKey() * entry.getValue())
            .sum();
    ofKnownOrders("calls of accepted orders", ofOrders, "calls that Delivery made", calls.made());
  }

  private void minutes() {
    var orders = report.orders();
    var fates = orders.fates();
    equal(
        "orders published, by the minute",
        total(Minute::published),
        "accepted and unacknowledged orders",
        fates.accepted() + orders.unacknowledged());
    ofKnownOrders(
        "orders delivered",
        fates.delivered(),
        "orders delivered, by the minute",
        total(Minute::delivered));
    equal(
        "calls by the minute",
        total(minute -> sum(minute.calls())),
        "calls that Delivery made",
        report.calls().made());
    if (!report.minutes().isEmpty()) {
      var last = report.minutes().getLast().backlog();
      equal("messages left in the queue", last.waiting() + last.hidden(), "what may be left", 0);
      atMost("dead orders", fates.dead(), "dead letters", last.dead());
    }
  }

  private int total(ToIntFunction<Minute> figure) {
    return report.minutes().stream().mapToInt(figure).sum();
  }

  private static int answered(SortedMap<String, Integer> outcomes) {
    return outcomes.entrySet().stream()
        .filter(outcome -> Character.isDigit(outcome.getKey().charAt(0)))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private static int sum(SortedMap<String, Integer> counts) {
    return FlowReport.sum(counts);
  }

  /// Equal, unless there are orders whose sender was not told that they are accepted.
  private void ofKnownOrders(String what, int figure, String other, int otherFigure) {
    if (report.orders().unacknowledged() == 0) {
      equal(what, figure, other, otherFigure);
    } else {
      atMost(what, figure, other, otherFigure);
    }
  }

  private void equal(String what, int figure, String other, int otherFigure) {
    if (figure != otherFigure) {
      contradictions.add("%s %d, %s %d".formatted(what, figure, other, otherFigure));
    }
  }

  private void atMost(String what, int figure, String other, int otherFigure) {
    if (figure > otherFigure) {
      contradictions.add("%s %d, %s only %d".formatted(what, figure, other, otherFigure));
    }
  }
}
