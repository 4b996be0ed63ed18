// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// Flow-control reports side by side, one column each, as Markdown.
record FlowComparison(List<FlowReport> reports) {
  private static final double MINUTE = 60;
  private static final double PERCENT = 100;
  private static final double MILLIS = 1000;

  String text() {
    var text = new StringBuilder("# Flow control, side by side\n\n");
    text.append(line(r -> "[%s](%s.md)".formatted(heading(r), r.setup().name()), ""));
    text.append("| --- ").append("| --: ".repeat(reports.size())).append("|\n");
    for (var row : rows()) {
      text.append(line(row.figure(), row.label()));
    }
    return text.toString();
  }

  private String line(Function<FlowReport, String> figure, String label) {
    return reports.stream()
        .map(figure)
        .collect(Collectors.joining(" | ", "| " + label + " | ", " |\n"));
  }

  private static List<Row> rows() {
    var rows = new ArrayList<Row>();
    rows.addAll(orders());
    rows.addAll(calls());
    rows.addAll(times());
    rows.addAll(machine());
    return rows;
  }

  private static List<Row> orders() {
    return List.of(
        new Row("began", r -> r.setup().date()),
        new Row("orders accepted", r -> count(r.orders().fates().accepted())),
        new Row("... delivered", r -> count(r.orders().fates().delivered())),
        new Row("... dead, in a dead-letter queue", r -> count(r.orders().fates().dead())),
        new Row("... lost", r -> count(r.orders().fates().lost())),
        new Row("processed more than once", r -> count(r.orders().deliveredTwice())),
        new Row("dead though processed", r -> count(r.orders().deadThoughProcessed())));
  }

  private static List<Row> calls() {
    return List.of(
        new Row("calls of the partner", r -> count(r.calls().made())),
        new Row(
            "... for each accepted order",
            r -> number(r.calls().made() / (double) r.orders().fates().accepted(), "%.2f")),
        new Row(
            "... wasted on 429",
            r -> number(PERCENT * r.calls().throttled() / r.calls().made(), "%.1f %%")),
        new Row("... most within one second", r -> count(r.calls().rates().inASecond())),
        new Row("invocations of Delivery", r -> count(r.calls().invocations())),
        new Row("... timed out", r -> count(ending(r, Deliveries.Ending.TIMED_OUT))),
        new Row("... most at once", r -> count(most(r, minute -> minute.deliveries().peak()))),
        new Row("... mean", r -> number(r.times().meanDeliverySeconds(), "%.2f s")));
  }

  private static List<Row> times() {
    return List.of(
        new Row(
            "answer of POST /notify, p50", r -> number(r.times().answerMillis().p50(), "%.0f ms")),
        new Row("... p95", r -> number(r.times().answerMillis().p95(), "%.0f ms")),
        new Row("... p99", r -> number(r.times().answerMillis().p99(), "%.0f ms")),
        new Row("... max", r -> number(r.times().answerMillis().max(), "%.0f ms")),
        new Row("lead time, p50", r -> number(r.times().leadMillis().p50() / MILLIS, "%.1f s")),
        new Row("... p95", r -> number(r.times().leadMillis().p95() / MILLIS, "%.1f s")),
        new Row("... max", r -> number(r.times().leadMillis().max() / MILLIS, "%.1f s")),
        new Row("most orders open", r -> count(most(r, minute -> minute.backlog().open()))),
        new Row(
            "oldest open order",
            r -> number(most(r, m -> (int) m.backlog().oldestSeconds()) / MINUTE, "%.1f min")),
        new Row(
            "drain after the load", r -> number(r.times().drainSeconds() / MINUTE, "%.1f min")));
  }

  private static List<Row> machine() {
    return List.of(
        new Row("peak memory, all processes", r -> number(r.cost().peakPssMb(), "%.0f MB")),
        new Row("processor time", r -> number(r.cost().cpuSeconds(), "%.0f s")),
        new Row("load average, mean", r -> number(r.cost().meanLoad(), "%.1f")));
  }

  private static String heading(FlowReport report) {
    return report.setup().parameter("FlowControl") + ", " + report.setup().parameter("Resilience");
  }

  private static int ending(FlowReport report, Deliveries.Ending ending) {
    return report.calls().endings().getOrDefault(ending.name(), 0);
  }

  private static int most(FlowReport report, ToIntFunction<Minute> figure) {
    return report.minutes().stream().mapToInt(figure).max().orElse(0);
  }

  private static String count(int value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String number(double value, String format) {
    return String.format(Locale.ROOT, format, value);
  }

  private record Row(String label, Function<FlowReport, String> figure) {}
}
