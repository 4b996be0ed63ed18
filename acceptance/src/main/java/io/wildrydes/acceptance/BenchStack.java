// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import io.wildrydes.acceptance.BenchRow.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The rows of [Bench] about the whole stack, as people start it.
final class BenchStack {
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private final Path template;
  private final int runs;
  private final int requests;
  private final List<Double> ready = new ArrayList<>();
  private final List<Double> idle = new ArrayList<>();
  private final List<Double> first = new ArrayList<>();
  private List<Double> warm = List.of();

  BenchStack(Path template, int runs, int requests) {
    this.template = template;
    this.runs = runs;
    this.requests = requests;
  }

  List<BenchRow> rows() throws IOException, InterruptedException {
    try (var training = BenchCloud.start(template)) {
      training.awaitQuiet(); // code is unpacked and AOT caches are there from now on
    }
    var version = new ArrayList<Double>();
    for (int i = 0; i < runs; i++) {
      version.add(BenchCloud.versionMillis());
    }
    for (int i = 0; i < runs; i++) {
      measure(i == runs - 1);
    }
    return List.of(
        BenchRow.of("stack ready on a built tree", "ms", ready)
            .over(Bench.median(version))
            .within(new Budget.AtMost(3000)),
        BenchRow.of("memory of all processes, 5 s after ready", "MB", idle)
            .within(new Budget.AtMost(700)),
        BenchRow.of("first POST /notify of a fresh stack", "ms", first),
        BenchRow.of("warm POST /notify, p50, Delivery behind it", "ms", warm));
  }

  private void measure(boolean last) throws IOException, InterruptedException {
    try (var cloud = BenchCloud.start(template);
        var caller = new BenchCaller()) {
      ready.add(cloud.readyMillis());
      Thread.sleep(SETTLE);
      idle.add(cloud.processes().residentMb());
      first.add(caller.postMillis(cloud.output("NotifyUrl")));
      if (last) {
        warm = caller.warmMillis(cloud.output("NotifyUrl"), requests, runs);
      }
    }
  }
}
