// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import io.wildrydes.acceptance.Percentiles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A flow-control report as Markdown.
///
/// @param contradictions found in it
record FlowReportText(FlowReport report, List<String> contradictions) {
  private static final double MINUTE = 60;
  private static final double PERCENT = 100;
  private static final int OTHER_COLUMNS = 12;

  /// The whole document.
  String text() {
    var text = new StringBuilder();
    text.append(
        "# Flow control: %s, %s%n%n".formatted(parameter("FlowControl"), parameter("Resilience")));
    text.append(verdict()).append("\n\n");
    text.append(table("run", "", setup()));
    text.append("\n## Orders\n\n").append(table("orders", "number", orders()));
    text.append("\n## Calls of the partner\n\n").append(table("calls", "number", calls()));
    text.append("\n## Times\n\n").append(table("time", "value", times()));
    text.append("\n## What it took\n\n").append(table("machine", "value", cost()));
    text.append("\n## Claims, arithmetic, measured\n\n").append(claims());
    text.append("\n## Minute by minute\n\n").append(minutes());
    return text.toString();
  }

  /// One line on how the run ended.
  String verdict() {
    var fates = report.orders().fates();
    var sums =
        "%d accepted = %d delivered + %d dead; lost %d, in flight %d"
            .formatted(
                fates.accepted(), fates.delivered(), fates.dead(), fates.lost(), fates.inFlight());
    if (!report.setup().complete()) {
      return "**Incomplete**: stopped, or not at rest at the drain limit. " + sums + ".";
    }
    return contradictions.isEmpty()
        ? "**Reconciled**: " + sums + "."
        : "**NOT reconciled**: " + sums + ". " + String.join("; ", contradictions) + ".";
  }

  private List<Row> setup() {
    var setup = report.setup();
    return List.of(
        new Row("command", "`" + setup.command() + "`"),
        new Row("began", setup.date()),
        new Row("load profile", setup.profile()),
        new Row("template's parameters", joined(setup.parameters())),
        new Row("local cloud", joined(setup.settings())),
        new Row("machine", setup.machine()));
  }

  private List<Row> orders() {
    var orders = report.orders();
    var fates = orders.fates();
    return List.of(
        new Row("sent", orders.sent()),
        new Row("answers of `POST /notify`", joined(orders.answers())),
        new Row("accepted", fates.accepted()),
        new Row("delivered", fates.delivered()),
        new Row("dead, in a dead-letter queue", fates.dead()),
        new Row("in flight", fates.inFlight()),
        new Row("lost", fates.lost()),
        new Row("published though the sender got no 202", orders.unacknowledged()),
        new Row("processed by the partner more than once", orders.deliveredTwice()),
        new Row("dead though the partner processed them", orders.deadThoughProcessed()));
  }

  private List<Row> calls() {
    var calls = report.calls();
    return List.of(
        new Row("made by Delivery", calls.made()),
        new Row("by what Delivery saw", joined(calls.outcomes())),
        new Row("by what the partner's API answered", joined(calls.statuses())),
        new Row(
            "wasted on 429",
            "%d (%s)".formatted(calls.throttled(), share(calls.throttled(), calls.made()))),
        new Row("most within one second", calls.rates().inASecond()),
        new Row("most let pass within one second", calls.rates().admittedInASecond()),
        new Row("calls: orders", joined(calls.perOrder())),
        new Row("invocations of Delivery", calls.invocations()),
        new Row("by their end", joined(calls.endings())),
        new Row("ended after their invocation had timed out", calls.late()),
        new Row("of these taken by the partner", calls.lateSuccesses()));
  }

  private List<Row> times() {
    var times = report.times();
    return List.of(
        new Row("answer of `POST /notify`", millis(times.answerMillis())),
        new Row("lead time, published to delivered", seconds(times.leadMillis())),
        new Row("one invocation of Delivery", seconds(times.deliveryMillis())),
        new Row("the same, mean", number(times.meanDeliverySeconds(), "%.2f s")),
        new Row("load", number(times.loadSeconds() / MINUTE, "%.1f min")),
        new Row("drain after it", number(times.drainSeconds() / MINUTE, "%.1f min")));
  }

  private List<Row> cost() {
    var cost = report.cost();
    return List.of(
        new Row(
            "peak memory of all processes together",
            number(cost.peakPssMb(), "%.0f MB (shared pages once)")
                + number(cost.peakRssMb(), ", %.0f MB (shared pages for each process)")),
        new Row("most processes", cost.peakProcesses()),
        new Row("processor time", number(cost.cpuSeconds(), "%.0f s")),
        new Row(
            "load average of the machine",
            number(cost.meanLoad(), "mean %.1f") + number(cost.peakLoad(), ", most %.1f")),
        new Row("cold starts", cost.coldStarts()));
  }

  private String claims() {
    return "| claim | arithmetic | measured |\n| --- | --- | --- |\n"
        + report.claims().stream()
            .map(claim ->
                "| %s | %s | %s |%n".formatted(claim.claim(), claim.arithmetic(), claim.measured()))
            .collect(Collectors.joining());
  }

  private String minutes() {
    var outcomes = new TreeSet<>(report.calls().outcomes().keySet());
    var text = new StringBuilder("| min | published | delivered | ");
    outcomes.forEach(outcome -> text.append(outcome).append(" | "));
    text.append(
        "open | oldest s | waiting | hidden | dead | at once, peak | mean | completed | failed |\n");
    text.append("| --: ".repeat(outcomes.size() + OTHER_COLUMNS)).append("|\n");
    for (var minute : report.minutes()) {
      var backlog = minute.backlog();
      text.append(
          "| %d | %d | %d | ".formatted(minute.minute(), minute.published(), minute.delivered()));
      outcomes.forEach(o -> text.append(minute.calls().getOrDefault(o, 0)).append(" | "));
      text.append(
          String.format(
              Locale.ROOT,
              "%d | %.0f | %d | %d | %d | %d | %.1f | %d | %d |%n",
              backlog.open(),
              backlog.oldestSeconds(),
              backlog.waiting(),
              backlog.hidden(),
              backlog.dead(),
              minute.deliveries().peak(),
              minute.deliveries().mean(),
              minute.deliveries().completed(),
              minute.deliveries().failed()));
    }
    return text.toString();
  }

  private static String table(String left, String right, List<Row> rows) {
    return "| %s | %s |%n| --- | --- |%n".formatted(left, right)
        + rows.stream()
            .map(row -> "| %s | %s |%n".formatted(row.label(), row.value()))
            .collect(Collectors.joining());
  }

  private String parameter(String name) {
    return report.setup().parameter(name);
  }

  private static String joined(SortedMap<?, ?> values) {
    return values.isEmpty()
        ? "none"
        : values.entrySet().stream().map(FlowReportText::pair).collect(Collectors.joining(", "));
  }

  private static String pair(Map.Entry<?, ?> entry) {
    return entry.getKey() + ": " + (entry.getValue().equals("") ? "empty" : entry.getValue());
  }

  private static String share(int part, int whole) {
    return number(whole == 0 ? 0 : PERCENT * part / whole, "%.1f %%");
  }

  private static String millis(Percentiles of) {
    return of.text();
  }

  private static String seconds(Percentiles of) {
    return String.format(
        Locale.ROOT,
        "p50 %.1f  p95 %.1f  p99 %.1f  max %.1f s",
        of.p50() / 1e3,
        of.p95() / 1e3,
        of.p99() / 1e3,
        of.max() / 1e3);
  }

  private static String number(double value, String format) {
    return String.format(Locale.ROOT, format, value);
  }

  private record Row(String label, Object value) {}
}
