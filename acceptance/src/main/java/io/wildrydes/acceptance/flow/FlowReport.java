// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import io.wildrydes.acceptance.Percentiles;
import io.wildrydes.acceptance.orders.OrderReport;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// One run under one way of flow control, as figures. Stands as JSON beside the text that people
/// read.
record FlowReport(
    Setup setup,
    Orders orders,
    Calls calls,
    Times times,
    Cost cost,
    List<Claim> claims,
    List<Minute> minutes) {

  /// The figures of a run.
  static FlowReport of(Setup setup, FlowRun run) {
    var report = OrderReport.of(run.sent(), run.journeys(), run.dead(), 0);
    var orders =
        new Orders(
            run.sent().size(),
            report.answers(),
            setup.complete() ? report.fates() : soFar(run, report.fates()),
            report.unacknowledged(),
            report.deliveredTwice(),
            deadThoughProcessed(run));
    var calls = Calls.of(run, report.attempts());
    var times = Times.of(run, report);
    var minutes = Timeline.of(run);
    var cost = Cost.of(run);
    var claims = new Claims(setup, calls, times, minutes).all();
    return new FlowReport(setup, orders, calls, times, cost, claims, minutes);
  }

  /// What is not delivered yet is dead as far as there are dead letters, and else under way.
  private static OrderReport.Fates soFar(FlowRun run, OrderReport.Fates fates) {
    int open = fates.accepted() - fates.delivered();
    int letters = run.samples().isEmpty() ? 0 : run.samples().getLast().dead();
    int dead = Math.min(open, letters);
    return new OrderReport.Fates(fates.accepted(), fates.delivered(), dead, open - dead, 0);
  }

  private static int deadThoughProcessed(FlowRun run) {
    var dead = new HashSet<>(run.dead());
    dead.retainAll(OrderReport.accepted(run.sent()));
    return (int)
        dead.stream()
            .map(run.journeys()::of)
            .filter(journey -> !journey.isDelivered() && journey.processed() > 0)
            .count();
  }

  /// What the run was made with.
  ///
  /// @param date when the first order was sent
  /// @param complete false for a run that was stopped, or not at rest at the drain limit
  /// @param parameters of the template, all of them
  /// @param settings of the local cloud
  record Setup(
      String date,
      String command,
      String profile,
      boolean complete,
      SortedMap<String, String> parameters,
      SortedMap<String, String> settings,
      String machine) {
    boolean usesQueue() {
      return parameter("FlowControl").equals("queue");
    }

    boolean isFragile() {
      return parameter("Resilience").equals("fragile");
    }

    String name() {
      return parameter("FlowControl") + "-" + parameter("Resilience");
    }

    /// One of the template's; empty for one it does not have.
    String parameter(String name) {
      return parameters.getOrDefault(name, "");
    }

    double number(String parameter) {
      return Double.parseDouble(parameters.getOrDefault(parameter, "NaN"));
    }
  }

  /// What became of the orders.
  ///
  /// @param deadThoughProcessed dead orders that the partner has processed all the same
  record Orders(
      int sent,
      SortedMap<String, Integer> answers,
      OrderReport.Fates fates,
      int unacknowledged,
      int deliveredTwice,
      int deadThoughProcessed) {}

  /// The calls of the partner and the invocations that made them.
  ///
  /// @param outcomes number of calls by what Delivery saw
  /// @param perOrder number of accepted orders by their calls
  /// @param statuses number of calls by what the partner's API answered
  /// @param late calls that ended after their invocation had timed out
  /// @param lateSuccesses those of them that the partner took
  /// @param endings number of invocations by how they ended
  record Calls(
      SortedMap<String, Integer> outcomes,
      SortedMap<Integer, Integer> perOrder,
      SortedMap<String, Integer> statuses,
      Rates rates,
      int late,
      int lateSuccesses,
      SortedMap<String, Integer> endings) {

    private static Calls of(FlowRun run, SortedMap<Integer, Integer> perOrder) {
      var outcomes = new TreeMap<String, Integer>();
      run.deliveries().calls().forEach(call -> outcomes.merge(call.outcome(), 1, Integer::sum));
      var endings = new TreeMap<String, Integer>();
      int longest = 0;
      for (var invocation : run.deliveries().ended()) {
        endings.merge(invocation.ending().name(), 1, Integer::sum);
        boolean timedOut = invocation.ending() == Deliveries.Ending.TIMED_OUT;
        longest += timedOut || invocation.calls() >= Claims.MOST_CALLS ? 1 : 0;
      }
      var partner = run.partner();
      var rates = new Rates(partner.mostInASecond(), partner.mostAdmittedInASecond(), longest);
      return new Calls(
          outcomes,
          perOrder,
          partner.statuses(),
          rates,
          run.deliveries().lateCalls(),
          run.deliveries().lateSuccesses(),
          endings);
    }

    int made() {
      return sum(outcomes);
    }

    int throttled() {
      return outcomes.getOrDefault("429", 0);
    }

    int invocations() {
      return sum(endings);
    }
  }

  /// Peaks.
  ///
  /// @param inASecond most calls that reached the partner's API within a second
  /// @param admittedInASecond most that its usage plan let pass within a second
  /// @param longest invocations that made all their tries, or timed out before
  record Rates(int inASecond, int admittedInASecond, int longest) {}

  /// How long things took.
  ///
  /// @param answerMillis of `POST /notify`, as the sender saw it
  /// @param leadMillis from published to delivered
  /// @param deliveryMillis one invocation of Delivery
  /// @param meanDeliverySeconds the same, its mean
  /// @param loadSeconds from the first order sent to the last
  /// @param drainSeconds from the last order sent until the last was delivered or given up
  record Times(
      Percentiles answerMillis,
      Percentiles leadMillis,
      Percentiles deliveryMillis,
      double meanDeliverySeconds,
      double loadSeconds,
      double drainSeconds) {

    private static Times of(FlowRun run, OrderReport report) {
      var durations =
          run.deliveries().ended().stream()
              .map(invocation -> (double) invocation.duration().toMillis())
              .toList();
      double mean =
          durations.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
      return new Times(
          report.answerMillis(),
          report.leadTimeMillis(),
          Percentiles.of(durations),
          mean / 1e3,
          Duration.between(run.start(), run.lastSent()).toMillis() / 1e3,
          run.drain().toMillis() / 1e3);
    }
  }

  /// What the run took of the machine, all processes together.
  ///
  /// @param peakPssMb memory in MB of 10^6 bytes, shared pages counted once
  /// @param peakRssMb the same, shared pages counted for each process
  /// @param cpuSeconds of processor time
  record Cost(
      double peakPssMb,
      double peakRssMb,
      int peakProcesses,
      double cpuSeconds,
      double meanLoad,
      double peakLoad,
      int coldStarts) {

    private static Cost of(FlowRun run) {
      var load = over(run, ProcessTree.Footprint::load);
      return new Cost(
          over(run, ProcessTree.Footprint::pssMb).getMax(),
          over(run, ProcessTree.Footprint::rssMb).getMax(),
          (int) over(run, ProcessTree.Footprint::processes).getMax(),
          over(run, ProcessTree.Footprint::cpuSeconds).getMax(),
          load.getAverage(),
          load.getMax(),
          run.journeys().coldStarts());
    }

    private static DoubleSummaryStatistics over(
        FlowRun run, ToDoubleFunction<ProcessTree.Footprint> figure) {
      return run.samples().stream()
          .mapToDouble(sample -> figure.applyAsDouble(sample.footprint()))
          .summaryStatistics();
    }
  }

  /// Something said of flow control, what arithmetic makes of it, and what was measured.
  record Claim(String claim, String arithmetic, String measured) {}

  static int sum(SortedMap<?, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
