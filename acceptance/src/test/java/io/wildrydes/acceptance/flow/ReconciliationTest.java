// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.flow.FlowReport.Orders;
import io.wildrydes.acceptance.orders.Journeys;
import io.wildrydes.acceptance.orders.OrderReport.Fates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
  private final FlowReport good = FlowRuns.report();

  @Test
  void findsNothingInAReportThatAddsUp() {
    assertThat(good.orders().fates()).isEqualTo(new Fates(3, 2, 1, 0, 0));
    assertThat(Reconciliation.contradictions(good)).isEmpty();
  }

  @Test
  void findsLostOrders() {
    var report = with(new Fates(3, 2, 0, 0, 1), 0);

    assertThat(Reconciliation.contradictions(report))
        .containsExactly("orders lost 1, what may be lost 0");
  }

  @Test
  void findsThatNothingWasAccepted() {
    var nothing =
        new FlowRun(
            List.of(), new Journeys(), new Deliveries(), new PartnerLog(), Set.of(), List.of());

    assertThat(Reconciliation.contradictions(FlowReport.of(good.setup(), nothing)))
        .containsExactly("orders to tell of 1, accepted only 0");
  }

  @Test
  void findsOrdersInFlight() {
    var report = with(new Fates(3, 2, 0, 1, 0), 0);

    assertThat(Reconciliation.contradictions(report))
        .containsExactly("orders in flight 1, what may be in flight 0");
  }

  @Test
  void findsOrdersThatEndTwice() {
    var report = with(new Fates(3, 2, 2, 0, 0), 0);

    assertThat(Reconciliation.contradictions(report))
        .containsExactly(
            "orders accepted 3, ends of orders 4", "dead orders 2, dead letters only 1");
  }

  @Test
  void aCallWithoutAnAnswerMayNeverHaveReachedThePartner() {
    var calls = good.calls();
    var outcomes = new TreeMap<>(calls.outcomes());
    int broken = calls.outcomes().getOrDefault("502", 0);
    outcomes.remove("502");
    outcomes.put("connection broken", broken);
    var statuses = new TreeMap<>(calls.statuses());
    statuses.merge("502", -broken, Integer::sum);
    var report =
        with(
            new FlowReport.Calls(
                outcomes,
                calls.perOrder(),
                statuses,
                calls.rates(),
                calls.late(),
                calls.lateSuccesses(),
                calls.endings()));

    assertThat(Reconciliation.contradictions(report)).isEmpty();
  }

  @Test
  void findsCallsThatThePartnerNeverGot() {
    var statuses = new TreeMap<>(good.calls().statuses());
    statuses.remove("429");
    var calls = good.calls();
    var report =
        with(
            new FlowReport.Calls(
                calls.outcomes(),
                calls.perOrder(),
                statuses,
                calls.rates(),
                calls.late(),
                calls.lateSuccesses(),
                calls.endings()));

    assertThat(Reconciliation.contradictions(report))
        .containsExactly(
            "calls answered to Delivery 6, calls at the partner only 4",
            "calls throttled for Delivery 2, calls that the partner's API throttled only 0");
  }

  @Test
  void findsAMinuteThatIsMissing() {
    var minutes = new ArrayList<>(good.minutes());
    minutes.remove(1);
    var report =
        new FlowReport(
            good.setup(),
            good.orders(),
            good.calls(),
            good.times(),
            good.cost(),
            good.claims(),
            minutes);

    assertThat(Reconciliation.contradictions(report))
        .containsExactly(
            "orders published, by the minute 2, accepted and unacknowledged orders 3",
            "orders delivered 2, orders delivered, by the minute 1",
            "calls by the minute 4, calls that Delivery made 6");
  }

  @Test
  void allowsForOrdersWhoseSendersWereNotTold() {
    var told = List.of(FlowRuns.threeOrders().sent().get(0), FlowRuns.threeOrders().sent().get(1));
    var run = FlowRuns.threeOrders();
    var report =
        FlowReport.of(
            good.setup(),
            new FlowRun(
                told, run.journeys(), run.deliveries(), run.partner(), run.dead(), run.samples()));

    assertThat(report.orders().unacknowledged()).isEqualTo(1);
    assertThat(Reconciliation.contradictions(report)).isEmpty();
  }

  private FlowReport with(Fates fates, int unacknowledged) {
    return new FlowReport(
        good.setup(),
        new Orders(3, new TreeMap<>(Map.of("202", 3)), fates, unacknowledged, 0, 0),
        good.calls(),
        good.times(),
        good.cost(),
        good.claims(),
        good.minutes());
  }

  private FlowReport with(FlowReport.Calls calls) {
    return new FlowReport(
        good.setup(),
        good.orders(),
        calls,
        good.times(),
        good.cost(),
        good.claims(),
        good.minutes());
  }
}
