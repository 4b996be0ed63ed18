// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import io.wildrydes.acceptance.Queues;
import io.wildrydes.acceptance.orders.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A run cut into minutes. Orders that nobody was told of, since their answer got lost, count too:
/// a timeline shows what happened, not what was promised.
final class Timeline {
  private static final Duration LENGTH = Duration.ofMinutes(1);

  private final FlowRun run;
  private final Instant start;
  private final Map<String, Instant> ends;

  private Timeline(FlowRun run) {
    this.run = run;
    this.start = run.start();
    this.ends = run.ends();
  }

  /// Every minute from the first order sent to the last thing seen.
  static List<Minute> of(FlowRun run) {
    if (run.sent().isEmpty()) {
      return List.of();
    }
    var timeline = new Timeline(run);
    var minutes = new ArrayList<Minute>();
    for (int i = 0; i < timeline.length(); i++) {
      minutes.add(timeline.minute(i));
    }
    return minutes;
  }

  private int length() {
    var seen =
        Stream.of(
                run.sent().stream().map(Sent::at),
                run.deliveries().calls().stream().map(Deliveries.Call::at),
                run.deliveries().ended().stream().map(Deliveries.Invocation::end))
            .flatMap(instants -> instants);
    return seen.max(Comparator.naturalOrder()).map(last -> index(last) + 1).orElse(0);
  }

  private Minute minute(int i) {
    var journeys = run.journeys().all().values();
    var calls = new TreeMap<String, Integer>();
    run.deliveries().calls().stream()
        .filter(call -> index(call.at()) == i)
        .forEach(call -> calls.merge(call.outcome(), 1, Integer::sum));
    return new Minute(
        i,
        (int) journeys.stream().filter(j -> isIn(j.published(), i)).count(),
        (int) journeys.stream().filter(j -> isIn(j.delivered(), i)).count(),
        calls,
        backlog(start.plus(LENGTH.multipliedBy(i + 1L))),
        invocations(i));
  }

  private Minute.Backlog backlog(Instant at) {
    int open = 0;
    var oldest = at;
    for (var entry : run.journeys().all().entrySet()) {
      var published = entry.getValue().published();
      var end = Optional.ofNullable(ends.get(entry.getKey()));
      if (published.isPresent()
          && published.get().isBefore(at)
          && end.map(e -> !e.isBefore(at)).orElse(true)) {
        open++;
        oldest = published.get().isBefore(oldest) ? published.get() : oldest;
      }
    }
    var sample = lastSample(at);
    var depth = sample.map(Sample::queue).orElse(new Queues.Depth(0, 0, 0));
    return new Minute.Backlog(
        open,
        seconds(Duration.between(oldest, at)),
        depth.waiting() + depth.delayed(),
        depth.hidden(),
        sample.map(Sample::dead).orElse(0));
  }

  private Optional<Sample> lastSample(Instant at) {
    return run.samples().stream()
        .filter(sample -> sample.at().isBefore(at))
        .max(Comparator.comparing(Sample::at));
  }

  private Minute.Invocations invocations(int minute) {
    var from = start.plus(LENGTH.multipliedBy(minute));
    var to = from.plus(LENGTH);
    var changes = new ArrayList<Change>();
    double busy = 0;
    for (var span : spans()) {
      var begin = span.start().isBefore(from) ? from : span.start();
      var end = span.end().isAfter(to) ? to : span.end();
      if (begin.isBefore(end)) {
        changes.add(new Change(begin, 1));
        changes.add(new Change(end, -1));
        busy += seconds(Duration.between(begin, end));
      }
    }
    return new Minute.Invocations(
        peak(changes), round(busy / LENGTH.toSeconds()), ended(minute, true), ended(minute, false));
  }

  private int ended(int minute, boolean well) {
    return (int)
        run.deliveries().ended().stream()
            .filter(invocation -> index(invocation.end()) == minute)
            .filter(invocation -> well == (invocation.ending() == Deliveries.Ending.COMPLETED))
            .count();
  }

  /// Those still running count to the end of what is looked at.
  private List<Span> spans() {
    var ended = run.deliveries().ended().stream().map(i -> new Span(i.start(), i.end()));
    var running = run.deliveries().running().stream().map(i -> new Span(i.start(), Instant.MAX));
    return Stream.concat(ended, running).toList();
  }

  /// Of changes at the same instant the ends come first.
  private static int peak(List<Change> changes) {
    changes.sort(Comparator.comparing(Change::at).thenComparingInt(Change::by));
    int now = 0;
    int peak = 0;
    for (var change : changes) {
      now += change.by();
      peak = Math.max(peak, now);
    }
    return peak;
  }

  private boolean isIn(Optional<Instant> at, int minute) {
    return at.filter(instant -> index(instant) == minute).isPresent();
  }

  private int index(Instant at) {
    return (int) Math.floorDiv(Duration.between(start, at).toMillis(), LENGTH.toMillis());
  }

  private static double seconds(Duration duration) {
    return round(duration.toMillis() / 1e3);
  }

  private static double round(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private record Span(Instant start, Instant end) {}

  private record Change(Instant at, int by) {}
}
