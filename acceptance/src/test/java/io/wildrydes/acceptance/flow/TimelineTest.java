// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.flow.Minute.Backlog;
import io.wildrydes.acceptance.flow.Minute.Invocations;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimelineTest {
  @Test
  void countsWithinEachMinuteAndLooksAtItsEnd() {
    assertThat(Timeline.of(FlowRuns.threeOrders()))
        .containsExactly(
            new Minute(
                0,
                2,
                1,
                new TreeMap<>(Map.of("200", 1, "429", 1, "502", 1)),
                new Backlog(1, 29.9, 1, 2, 0),
                new Invocations(1, 0.6, 1, 1)),
            new Minute(
                1,
                1,
                1,
                new TreeMap<>(Map.of("200", 1, "502", 1)),
                new Backlog(1, 89.9, 1, 2, 0),
                new Invocations(1, 0.0, 1, 0)),
            new Minute(
                2,
                0,
                0,
                new TreeMap<>(Map.of("429", 1)),
                new Backlog(0, 0, 0, 0, 1),
                new Invocations(1, 0.3, 0, 1)));
  }

  @Test
  void countsInvocationsThatOverlap() {
    var deliveries = new Deliveries();
    for (int i = 0; i < 3; i++) {
      deliveries.take(FlowRuns.delivery("DELIVERY_STARTED", 1 + i, "c-" + i, "r-" + i));
    }
    deliveries.take(FlowRuns.delivery("DELIVERY_COMPLETED", 3, "c-0", "r-0"));
    var run = FlowRuns.threeOrders();

    var minute =
        Timeline.of(
                new FlowRun(
                    run.sent(), run.journeys(), deliveries, run.partner(), Set.of(), List.of()))
            .getFirst();

    // two until the minute's end, the first from second 1 to 3; the third begins as that one ends
    assertThat(minute.deliveries()).isEqualTo(new Invocations(2, 2.0, 1, 0));
  }

  @Test
  void isEmptyWhenNothingWasSent() {
    var run = FlowRuns.threeOrders();

    assertThat(
            Timeline.of(
                new FlowRun(
                    List.of(),
                    run.journeys(),
                    run.deliveries(),
                    run.partner(),
                    Set.of(),
                    List.of())))
        .isEmpty();
  }
}
