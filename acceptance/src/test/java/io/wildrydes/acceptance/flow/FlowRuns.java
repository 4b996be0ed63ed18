// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import io.wildrydes.acceptance.LogLine;
import io.wildrydes.acceptance.Queues;
import io.wildrydes.acceptance.flow.FlowReport.Setup;
import io.wildrydes.acceptance.orders.Journeys;
import io.wildrydes.acceptance.orders.Sent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A run of three orders over two and a half minutes, as logs and samples tell it: one delivered at
/// its second call, one timed out, tried again and dead, one delivered at once.
final class FlowRuns {
  static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
  private static final Queues.Depth NOTHING = new Queues.Depth(0, 0, 0);
  private static final String DELIVERY = "aws/lambda/wild-rydes-delivery";

  private FlowRuns() {}

  static FlowRun threeOrders() {
    var lines = new ArrayList<LogLine>();
    lines.addAll(List.of(published("c-1", 0.1), published("c-2", 30.1), published("c-3", 61.1)));
    lines.addAll(deliveries());
    lines.addAll(
        List.of(
            partner(0.2, "502"),
            partner(4, "200"),
            partner(31, "429"),
            partner(60, "502"),
            partner(61.9, "200"),
            partner(139.9, "429"),
            line("aws/lambda/wild-rydes-slow-api", "SLOW_CALL_PROCESSED", 4.9, "c-1", "s-1", ""),
            line("aws/lambda/wild-rydes-slow-api", "SLOW_CALL_PROCESSED", 61.9, "c-3", "s-2", "")));
    return run(lines);
  }

  static FlowReport report() {
    return FlowReport.of(setup("none", "fragile"), threeOrders());
  }

  static Setup setup(String flow, String resilience) {
    var parameters =
        Map.of(
            "FlowControl", flow,
            "Resilience", resilience,
            "DeliveryMaxConcurrency", "10",
            "DeliveryTimeout", "29",
            "SlowApiFailureRate", "0.2");
    return new Setup(
        START.toString(),
        "make flow-control FLOW=" + flow + " RESILIENCE=" + resilience,
        "reference",
        true,
        new TreeMap<>(parameters),
        new TreeMap<>(Map.of("slots", "64")),
        "2 processors");
  }

  static LogLine line(
      String group, String milestone, double second, String correlation, String id, String more) {
    return LogLine.of(
        group,
        """
        {"timestamp":"%s","milestone":"%s","correlationId":"%s","AWSRequestId":"%s"%s}\
        """
            .formatted(at(second), milestone, correlation, id, more));
  }

  static LogLine delivery(String milestone, double second, String correlation, String id) {
    return line(DELIVERY, milestone, second, correlation, id, "");
  }

  static LogLine failedCall(double second, String correlation, String id, String status) {
    var more = ",\"statusCode\":" + status;
    return line(DELIVERY, "DELIVERY_ATTEMPT_FAILED", second, correlation, id, more);
  }

  static LogLine platform(String text) {
    return LogLine.of(DELIVERY, text);
  }

  static Instant at(double second) {
    return START.plusMillis(Math.round(second * 1000));
  }

  private static List<LogLine> deliveries() {
    return List.of(
        delivery("DELIVERY_STARTED", 0.2, "c-1", "r-1"),
        failedCall(0.3, "c-1", "r-1", "502"),
        delivery("DELIVERY_COMPLETED", 5, "c-1", "r-1"),
        delivery("DELIVERY_STARTED", 30.2, "c-2", "r-2"),
        failedCall(31, "c-2", "r-2", "429"),
        platform(at(59.2) + " r-2 Task timed out after 29.00 seconds"),
        failedCall(60, "c-2", "r-2", "502"),
        delivery("DELIVERY_STARTED", 61.2, "c-3", "r-3"),
        delivery("DELIVERY_COMPLETED", 62, "c-3", "r-3"),
        delivery("DELIVERY_STARTED", 119.2, "c-2", "r-2"),
        failedCall(140, "c-2", "r-2", "429"),
        delivery("DELIVERY_FAILED", 140, "c-2", "r-2"));
  }

  private static FlowRun run(List<LogLine> lines) {
    var journeys = new Journeys();
    var deliveries = new Deliveries();
    var partner = new PartnerLog();
    lines.forEach(journeys::take);
    lines.forEach(deliveries::take);
    lines.forEach(partner::take);
    var sent = List.of(sent(0, "1", 10), sent(30, "2", 20), sent(61, "3", 30));
    var samples = List.of(sample(50, new Queues.Depth(1, 2, 0), 0), sample(170, NOTHING, 1));
    return new FlowRun(sent, journeys, deliveries, partner, Set.of("c-2"), samples);
  }

  private static Sent sent(double second, String name, double millis) {
    return new Sent(at(second), "o-" + name, "202", Optional.of("c-" + name), millis);
  }

  private static Sample sample(double second, Queues.Depth queue, int dead) {
    var footprint = new ProcessTree.Footprint(5, 1000 + second, 2000, second, 1);
    return new Sample(at(second).toEpochMilli(), queue, dead, footprint);
  }

  private static LogLine published(String correlation, double second) {
    return line(
        "aws/lambda/wild-rydes-notification",
        "NOTIFY_EVENT_PUBLISHED",
        second,
        correlation,
        "n-" + correlation,
        "");
  }

  private static LogLine partner(double second, String status) {
    return LogLine.of(
        "aws/apigateway/wild-rydes-partner",
        "{\"requestTimeEpoch\":\"%d\",\"status\":\"%s\"}"
            .formatted(at(second).toEpochMilli(), status));
  }
}
