// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.orders;

import io.wildrydes.acceptance.Percentiles;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What became of the orders of one run, each accounted for by its correlation id.
///
/// Accepted orders are delivered, else in a dead-letter queue, else in flight, else lost: each is
/// counted once. Of the orders that nothing has ended, as many as messages are left in the queue
/// are in flight; the others are nowhere.
///
/// @param answers number of orders by the answer their sender got: a status, or a client error
/// @param deliveredTwice orders that the partner processed more than once
/// @param unacknowledged published orders whose sender was not told so
/// @param attempts number of delivered or dead orders by calls of the partner
public record OrderReport(
    SortedMap<String, Integer> answers,
    Fates fates,
    int deliveredTwice,
    int unacknowledged,
    SortedMap<Integer, Integer> attempts,
    Percentiles answerMillis,
    Percentiles leadTimeMillis) {

  /// How accepted orders ended.
  public record Fates(int accepted, int delivered, int dead, int inFlight, int lost) {}

  /// Accounts for the orders sent.
  ///
  /// @param dead correlation ids found in dead-letter queues
  /// @param backlog messages left between the bus and the partner
  public static OrderReport of(List<Sent> sent, Journeys journeys, Set<String> dead, int backlog) {
    var accepted = accepted(sent);
    var answers = new TreeMap<String, Integer>();
    sent.forEach(order -> answers.merge(order.answer(), 1, Integer::sum));
    var attempts = new TreeMap<Integer, Integer>();
    accepted.stream()
        .map(journeys::of)
        .filter(journey -> journey.attempts() > 0)
        .forEach(journey -> attempts.merge(journey.attempts(), 1, Integer::sum));
    return new OrderReport(
        answers,
        fates(accepted, journeys, dead, backlog),
        (int) accepted.stream().filter(id -> journeys.of(id).processed() > 1).count(),
        unacknowledged(accepted, journeys),
        attempts,
        Percentiles.of(sent.stream().map(Sent::latencyMillis).toList()),
        Percentiles.of(leadTimes(accepted, journeys)));
  }

  /// The correlation ids that senders were given with a 202.
  public static Set<String> accepted(List<Sent> sent) {
    var accepted = new HashSet<String>();
    sent.stream()
        .filter(Sent::isAccepted)
        .map(order -> order.correlationId().orElse("without-id-" + order.orderId()))
        .forEach(accepted::add);
    return accepted;
  }

  /// Nothing is lost and nothing is left in flight.
  public boolean isReconciled() {
    return fates.accepted() > 0 && fates.lost() == 0 && fates.inFlight() == 0;
  }

  /// Nobody was turned away or left without an answer.
  public boolean isAllAccepted() {
    return answers.keySet().equals(Set.of("202"));
  }

  /// The accepted order that took longest, the one to look at first.
  public static Optional<String> slowest(List<Sent> sent, Journeys journeys) {
    return accepted(sent).stream()
        .filter(id -> journeys.of(id).leadTime().isPresent())
        .max((a, b) -> journeys.of(a).leadTime().get().compareTo(journeys.of(b).leadTime().get()));
  }

  private static Fates fates(
      Set<String> accepted, Journeys journeys, Set<String> dead, int backlog) {
    int delivered = (int) accepted.stream().filter(id -> journeys.of(id).isDelivered()).count();
    int deadOnly =
        (int)
            accepted.stream()
                .filter(id -> !journeys.of(id).isDelivered() && dead.contains(id))
                .count();
    int open = accepted.size() - delivered - deadOnly;
    int inFlight = Math.min(open, backlog);
    return new Fates(accepted.size(), delivered, deadOnly, inFlight, open - inFlight);
  }

  private static int unacknowledged(Set<String> accepted, Journeys journeys) {
    return (int)
        journeys.all().entrySet().stream()
            .filter(entry -> entry.getValue().isPublished() && !accepted.contains(entry.getKey()))
            .map(Map.Entry::getKey)
            .count();
  }

  private static List<Double> leadTimes(Set<String> accepted, Journeys journeys) {
    return accepted.stream()
        .map(id -> journeys.of(id).leadTime())
        .flatMap(Optional::stream)
        .map(leadTime -> leadTime.toNanos() / 1e6)
        .toList();
  }
}
