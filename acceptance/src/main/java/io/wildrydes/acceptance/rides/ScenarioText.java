// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import io.wildrydes.acceptance.rides.ScenarioReport.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A scenario's report as Markdown.
record ScenarioText(ScenarioReport report) {
  private static final List<String> STORY =
      List.of("Resilience", "RideRecordCapacity", "RideRecordWriteCapacity", "RandomSeed");

  /// The whole document.
  String text() {
    var setup = report.setup();
    var text = new StringBuilder("# " + report.scenario() + "\n\n");
    text.append(
        "`%s`, began %s; load `%s`. %s; %s.%n%n"
            .formatted(
                setup.command(),
                setup.began(),
                setup.profile(),
                setup.machine(),
                settings(setup.settings())));
    text.append(comparison());
    text.append("\n## How long riders waited\n\n").append(waits());
    for (var run : report.runs()) {
      text.append("\n## ").append(run.label()).append("\n\n").append(windows(run.rides()));
    }
    return text.toString();
  }

  /// The runs side by side, and the published ones where there are any.
  String comparison() {
    var columns = labels();
    var published = PublishedRun.of(report.scenario());
    published.forEach(run -> columns.add(run.label()));
    var text = new StringBuilder(heading("", columns));
    for (var row : rows()) {
      text.append("| ").append(row.label());
      report.runs().forEach(run -> text.append(" | ").append(row.ours().apply(run)));
      published.forEach(run -> text.append(" | ").append(row.published().apply(run)));
      text.append(" |\n");
    }
    return text.toString();
  }

  /// How many rides waited for how long, run by run.
  String waits() {
    var classes = new TreeMap<Integer, String>();
    report.runs().stream()
        .flatMap(run -> run.rides().waits().stream())
        .forEach(wait -> classes.put(wait.fromMillis(), label(wait)));
    var text = new StringBuilder(heading("waited", labels()));
    classes.forEach((from, label) -> {
      text.append("| ").append(label);
      report.runs().forEach(run -> text.append(" | ").append(count(ridesFrom(from, run))));
      text.append(" |\n");
    });
    return text.toString();
  }

  private static int ridesFrom(int fromMillis, Run run) {
    return run.rides().waits().stream()
        .filter(wait -> wait.fromMillis() == fromMillis)
        .mapToInt(RideReport.Wait::rides)
        .sum();
  }

  private static String label(RideReport.Wait wait) {
    return wait.toMillis() < 0
        ? "%s and more".formatted(millis(wait.fromMillis()))
        : "%,d - %s".formatted(wait.fromMillis(), millis(wait.toMillis()));
  }

  private List<String> labels() {
    return new ArrayList<>(report.runs().stream().map(Run::label).toList());
  }

  private static String heading(String first, List<String> columns) {
    return "| %s | %s |%n| --- %s|%n"
        .formatted(first, String.join(" | ", columns), "| --: ".repeat(columns.size()));
  }

  private static String settings(SortedMap<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + " " + setting.getValue())
        .collect(Collectors.joining(", "));
  }

  private List<Row> rows() {
    var rows = new ArrayList<Row>();
    for (var parameter : STORY) {
      rows.add(Row.of(parameter, run -> shown(run.parameters().getOrDefault(parameter, ""))));
    }
    rows.add(Row.of("came to rest", run -> run.complete() ? "yes" : "no"));
    rows.add(
        new Row("rides asked for", run -> count(run.rides().sent()), run -> count(run.sent())));
    for (var status : statuses()) {
      rows.add(
          new Row(
              "... answered " + status,
              run -> count(run.rides().answered(status)),
              run -> count(run.answers().getOrDefault(status, 0))));
    }
    rows.addAll(times());
    rows.addAll(fates());
    return rows;
  }

  private static List<Row> times() {
    return List.of(
        new Row(
            "rides a second, to the last answer",
            run -> number(run.rides().times().perSecond(), "%.2f"),
            run -> run.perSecond()),
        new Row(
            "answer, least",
            run -> millis(run.rides().times().least()),
            run -> run.millis().get(0)),
        new Row(
            "... p50",
            run -> millis(run.rides().times().answer().p50()),
            run -> run.millis().get(1)),
        new Row(
            "... p95",
            run -> millis(run.rides().times().answer().p95()),
            run -> run.millis().get(2)),
        new Row(
            "... p99",
            run -> millis(run.rides().times().answer().p99()),
            run -> run.millis().get(3)),
        new Row(
            "... most",
            run -> millis(run.rides().times().answer().max()),
            run -> run.millis().get(4)));
  }

  private static List<Row> fates() {
    return List.of(
        Row.of("rides answered 201", run -> count(run.rides().fates().granted())),
        Row.of("... in the table", run -> count(run.rides().fates().stored())),
        Row.of("... in the queue still", run -> count(run.rides().fates().waiting())),
        Row.of("... in a dead-letter queue", run -> count(run.rides().fates().dead())),
        Row.of("... **lost**", run -> "**" + count(run.rides().fates().lost()) + "**"),
        Row.of("stored twice", run -> count(run.rides().stored().twice())),
        Row.of("stored, the rider got no 201", run -> count(run.rides().stored().unconfirmed())),
        Row.of("records that took the queue", run -> count(run.rides().stored().deferred())),
        Row.of("... still in it when the load had ended", run -> count(run.course().waiting())),
        Row.of("write units from then on", run -> raised(run.course().raisedTo())),
        Row.of("... and at rest after", run -> number(run.course().restSeconds(), "%,.0f s")),
        Row.of("answers of `POST /record`", run -> joined(run.rides().recordAnswers())));
  }

  private TreeSet<String> statuses() {
    return report.runs().stream()
        .flatMap(run -> run.rides().answers().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String windows(RideReport rides) {
    var statuses = new TreeSet<>(rides.answers().keySet());
    var text = new StringBuilder("| from second | rides | ");
    statuses.forEach(status -> text.append(status).append(" | "));
    text.append("p50 | p95 | most |\n").append("| --: ".repeat(statuses.size() + 5)).append("|\n");
    for (var window : rides.windows()) {
      text.append("| %d | %d | ".formatted(window.second(), window.rides()));
      statuses.forEach(s -> text.append(window.answers().getOrDefault(s, 0)).append(" | "));
      text.append(
          "%s | %s | %s |%n"
              .formatted(
                  millis(window.millis().p50()),
                  millis(window.millis().p95()),
                  millis(window.millis().max())));
    }
    return text.toString();
  }

  private static String joined(SortedMap<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + count(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String raised(@Nullable Long units) {
    return units == null ? "-" : count(Math.toIntExact(units));
  }

  private static String shown(String value) {
    return value.isEmpty() ? "-" : value;
  }

  private static String count(int value) {
    return number(value, "%,.0f");
  }

  private static String millis(double value) {
    return number(value, "%,.0f ms");
  }

  private static String number(double value, String format) {
    return String.format(Locale.ROOT, format, value);
  }

  private record Row(
      String label, Function<Run, String> ours, Function<PublishedRun, String> published) {
    private static Row of(String label, Function<Run, String> ours) {
      return new Row(label, ours, _ -> "-");
    }
  }
}
