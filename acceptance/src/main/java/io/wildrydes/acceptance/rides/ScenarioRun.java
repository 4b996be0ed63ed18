// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import io.wildrydes.acceptance.Artillery;
import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.LogFolder;
import io.wildrydes.acceptance.StopSignal;
import io.wildrydes.acceptance.faults.FaultSwitch;
import io.wildrydes.acceptance.rides.ScenarioReport.Course;
import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Functions;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.LocalCloudConfig.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One run of a scenario on a local cloud of its own.
///
/// @param console gets what people want to see meanwhile
record ScenarioRun(
    Scenarios.Run run, Place place, Clock clock, StopSignal stop, Consumer<String> console) {
  static final int MAX_ENVIRONMENTS = 32;

  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration IDLE_LOOK = Duration.ofSeconds(30);
  private static final String STACK = "wild-rydes";

  /// Where it runs.
  ///
  /// @param folder gets logs and ledger; what an earlier run left is removed
  /// @param idle how long a provisioned table is left alone before the load, to save up units
  record Place(Path template, Path folder, int slots, Duration idle) {}

  /// Sends the load, waits until every ride is at rest, and accounts for it.
  ///
  /// @param limit how long rides may take to come to rest after the load
  ScenarioReport.Run measure(Artillery artillery, Artillery.Load load, Duration limit)
      throws IOException, InterruptedException {
    removeLogs();
    var ledger = place.folder().resolve("ledger.jsonl");
    try (var cloud = LocalCloud.start(config());
        var store = RideStore.of(AwsAccess.local(cloud.awsEndpoint()), cloud.outputs())) {
      console.accept(cloud.banner());
      var faults = inject(cloud);
      leaveAlone(cloud);
      var target = String.valueOf(cloud.outputs().get("PublicApiUrl"));
      int _ = artillery.run(load, target, ledger, "--quiet"); // its expectations are not ours
      endIfAsked();
      var ended = clock.instant();
      int waiting = store.backlog();
      var raisedTo = run.raiseTo();
      if (raisedTo != null) {
        store.provision(raisedTo);
      }
      var sent = SentRide.read(ledger);
      var trail = new RideTrail();
      boolean atRest = cameToRest(sent, trail, store, ended.plus(limit));
      double seconds = Duration.between(ended, clock.instant()).toMillis() / 1e3;
      return new ScenarioReport.Run(
          run.label(),
          new TreeMap<>(cloud.parameters()),
          faults,
          new Course(artillery.check(load).orders(), waiting, raisedTo, seconds, atRest),
          RideReport.of(sent, trail, store.places()));
    }
  }

  /// Lets a provisioned table save up what it does not use, as one has that was deployed a while
  /// ago.
  private void leaveAlone(LocalCloud cloud) {
    if (!"provisioned".equals(cloud.parameters().get("RideRecordCapacity"))) {
      return;
    }
    var end = clock.instant().plus(place.idle());
    var left = place.idle();
    while (left.isPositive()) {
      console.accept("the table saves up units: load starts in %d s".formatted(left.toSeconds()));
      stop.pause(left.compareTo(IDLE_LOOK) < 0 ? left : IDLE_LOOK);
      endIfAsked();
      left = Duration.between(clock.instant(), end);
    }
  }

  /// Switches the run's fault on.
  ///
  /// @return the faults document then
  private String inject(LocalCloud cloud) {
    try (var faults = FaultSwitch.of(AwsAccess.local(cloud.awsEndpoint()), STACK)) {
      var fault = run.fault();
      return (fault == null ? faults.read() : faults.on(fault, Map.of())).text();
    }
  }

  /// Waits until the rides are at rest; false when it gets late first. The trail has every line
  /// then.
  private boolean cameToRest(List<SentRide> sent, RideTrail trail, RideStore store, Instant limit)
      throws IOException {
    var logs = new LogFolder(place.folder());
    var rest = new RideRest();
    while (true) {
      endIfAsked();
      logs.readNew(trail::take);
      int waiting = store.backlog();
      boolean moves = waiting > 0 || trail.running() > 0;
      boolean atRest = rest.isReached(moves, () -> store.places().hold(sent), clock.instant());
      if (atRest || !clock.instant().isBefore(limit)) {
        logs.readNew(trail::take);
        return atRest;
      }
      console.accept(
          "coming to rest: %d rides wait, %d invocations run".formatted(waiting, trail.running()));
      stop.pause(LOOK);
    }
  }

  private void endIfAsked() {
    if (stop.isGiven()) {
      throw new IllegalStateException("stopped");
    }
  }

  private void removeLogs() throws IOException {
    Files.createDirectories(place.folder());
    try (var files = Files.walk(place.folder())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  private LocalCloudConfig config() {
    var plain = LocalCloudConfig.of(place.template());
    var source = new Source(plain.stack().template(), STACK, "us-east-1", run.parameters());
    return plain
        .onFreePorts()
        .withStack(source)
        .withFunctions(new Functions(place.slots(), MAX_ENVIRONMENTS))
        .withOutput(new Output(false, place.folder()));
  }
}
