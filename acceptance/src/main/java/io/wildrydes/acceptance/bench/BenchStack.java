// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import io.wildrydes.acceptance.bench.BenchRow.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The rows of [Bench] about the whole stack, as people start it.
final class BenchStack {
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final String RIDE =
      "{\"PickupLocation\":{\"Latitude\":42.3525,\"Longitude\":-71.0528}}";

  /// A ride takes several times as long as an order.
  private static final int RIDES_SHARE = 4;

  private final Path template;
  private final int runs;
  private final int requests;
  private final List<Double> ready = new ArrayList<>();
  private final List<Double> idle = new ArrayList<>();
  private final List<Double> first = new ArrayList<>();
  private final List<Double> firstRide = new ArrayList<>();
  private List<Double> warm = List.of();
  private List<Double> warmRide = List.of();

  BenchStack(Path template, int runs, int requests) {
    this.template = template;
    this.runs = runs;
    this.requests = requests;
  }

  List<BenchRow> rows() throws IOException, InterruptedException {
    BenchDynamoDbLocal.Command command;
    try (var training = BenchCloud.start(template)) {
      training.awaitQuiet(); // code is unpacked and AOT caches are there from now on
      command = BenchDynamoDbLocal.Command.of(training.processes());
    }
    var alone = new ArrayList<Double>();
    for (int i = 0; i < runs; i++) {
      alone.add(BenchDynamoDbLocal.readyMillis(command));
    }
    for (int i = 0; i < runs; i++) {
      measure(i == runs - 1);
    }
    return List.of(
        BenchRow.of("stack ready on a built tree", "ms", ready)
            .over(Bench.median(alone))
            .within(new Budget.AtMost(3000)),
        BenchRow.of("memory of all processes, 5 s after ready", "MB", idle)
            .within(new Budget.AtMost(700)),
        BenchRow.of("first POST /notify of a fresh stack", "ms", first),
        BenchRow.of("warm POST /notify, p50, Delivery behind it", "ms", warm),
        BenchRow.of("first POST /ride of a fresh stack, four functions", "ms", firstRide),
        BenchRow.of("warm POST /ride, p50, on-demand table", "ms", warmRide));
  }

  private void measure(boolean last) throws IOException, InterruptedException {
    try (var cloud = BenchCloud.start(template);
        var caller = new BenchCaller();
        var rider = new BenchCaller(RIDE)) {
      ready.add(cloud.readyMillis());
      Thread.sleep(SETTLE);
      idle.add(cloud.processes().residentMb());
      first.add(caller.postMillis(cloud.output("NotifyUrl")));
      firstRide.add(rider.postMillis(cloud.output("RideUrl")));
      if (last) {
        // Before the orders, which Delivery is busy with for minutes.
        warmRide =
            rider.warmMillis(cloud.output("RideUrl"), Math.ceilDiv(requests, RIDES_SHARE), runs);
        warm = caller.warmMillis(cloud.output("NotifyUrl"), requests, runs);
      }
    }
  }
}
