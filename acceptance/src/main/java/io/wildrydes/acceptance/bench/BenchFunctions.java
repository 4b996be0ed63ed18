// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import io.wildrydes.acceptance.bench.BenchRow.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The rows of [Bench] about functions in a local cloud that has served requests before, seen from
/// in front of the gateway.
final class BenchFunctions {
  /// The trace of a caller who has decided not to record it.
  private static final String NOT_SAMPLED = "Root=1-6968be42-5759e988bd862e3fe1be46a9;Sampled=0";

  private final Path template;
  private final Path emptyJar;
  private final int runs;
  private final int requests;

  /// @param folder where the template goes
  BenchFunctions(Path folder, Path emptyJar, int runs, int requests) {
    this.template = folder.resolve("template.yaml");
    this.emptyJar = emptyJar;
    this.runs = runs;
    this.requests = requests;
  }

  List<BenchRow> rows(Floors floors) throws IOException, InterruptedException {
    train();
    BenchTemplate.write(template, emptyJar, runs);
    try (var cloud = BenchCloud.start(template);
        var caller = new BenchCaller()) {
      cloud.awaitQuiet();
      var url = cloud.output("Url");
      var warm = caller.warmMillis(url + "/Empty", requests, runs);
      var telemetry = telemetryMicros(caller, url);
      var cold = new ArrayList<Double>();
      var restored = new ArrayList<Double>();
      for (int i = 0; i < runs; i++) {
        cloud.awaitQuiet();
        cold.add(caller.postMillis(url + "/Cold" + i));
        cloud.awaitQuiet();
        restored.add(caller.postMillis(url + "/Snap" + i));
      }
      return List.of(
          BenchRow.of("cold start of Notification, request to answer", "ms", cold)
              .over(floors.coldStart())
              .within(new Budget.TimesFloor(4)),
          BenchRow.of("restore of Notification, request to answer", "ms", restored)
              .over(floors.restore())
              .within(new Budget.AtMost(60)),
          BenchRow.of("warm gateway -> empty handler -> answer, p50", "ms", warm)
              .over(floors.roundTrip())
              .within(new Budget.AtMost(2)),
          BenchRow.of("telemetry of a warm Notification", "us", telemetry)
              .within(new Budget.AtMost(300)));
    }
  }

  /// What an invocation costs more with its trace recorded and at INFO, in so many runs. Both kinds
  /// take turns, so that what else the machine does falls on both.
  private List<Double> telemetryMicros(BenchCaller caller, String url)
      throws IOException, InterruptedException {
    takeTurns(caller, url, requests);
    var micros = new ArrayList<Double>();
    for (int run = 0; run < runs; run++) {
      micros.add(takeTurns(caller, url, Math.ceilDiv(requests, runs)));
    }
    return micros;
  }

  private static double takeTurns(BenchCaller caller, String url, int requests)
      throws IOException, InterruptedException {
    var loud = new ArrayList<Double>();
    var quiet = new ArrayList<Double>();
    for (int i = 0; i < requests; i++) {
      loud.add(caller.postMillis(url + "/Loud"));
      quiet.add(caller.postMillis(url + "/Quiet", NOT_SAMPLED));
    }
    return (Bench.median(loud) - Bench.median(quiet)) * 1000;
  }

  /// AOT caches come with the first starts, as on the machine of anybody who starts a stack for the
  /// second time.
  private void train() throws IOException, InterruptedException {
    BenchTemplate.write(template, emptyJar, 1);
    try (var cloud = BenchCloud.start(template);
        var caller = new BenchCaller()) {
      for (var function : List.of("Empty", "Cold0", "Snap0", "Loud", "Quiet")) {
        caller.postMillis(cloud.output("Url") + "/" + function);
        cloud.awaitQuiet();
      }
    }
  }

  /// Medians of [BareRuntime], in milliseconds.
  record Floors(double coldStart, double restore, double roundTrip) {}
}
