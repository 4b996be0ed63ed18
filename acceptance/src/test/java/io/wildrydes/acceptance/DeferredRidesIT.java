// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.rides.RideReport;
import io.wildrydes.acceptance.rides.RideStore;
import io.wildrydes.acceptance.rides.RideTrail;
import io.wildrydes.acceptance.rides.SentRide;
import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Functions;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rides that cannot be recorded at once: those that were granted end in the table, each once, as
/// soon as it takes them.
@LocalOnly("chooses the table's capacity, and kills the process that keeps it")
class DeferredRidesIT {
  private static final String BOSTON =
      "{\"PickupLocation\":{\"Latitude\":42.3525,\"Longitude\":-71.0528}}";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int RIDES = 30;
  private static final int RIDERS = 10;
  private static final long ENOUGH_UNITS = 100;
  private static final double SIX_SECONDS = 6000;

  @TempDir private Path logs;

  @Test
  void areStoredOnceTheTableHasTheCapacity() throws InterruptedException, ExecutionException {
    var config =
        config()
            .withParameter("RideRecordCapacity", "provisioned")
            .withParameter("RideRecordWriteCapacity", "1");
    try (var cloud = LocalCloud.start(config);
        var store = store(cloud)) {
      var callers = new Callers(cloud.outputs());
      awaitFirstRide(callers);
      var sent = burst(callers, () -> {});

      assertThat(store.backlog()).isPositive();
      store.provision(ENOUGH_UNITS);

      var report = settled(store, sent);
      assertThat(report.answers().keySet()).isSubsetOf("201", "503");
      assertThat(report.times().answer().max()).isLessThan(SIX_SECONDS);
      assertThat(report.fates()).isEqualTo(allStored(report));
      assertThat(report.stored().twice()).isZero();
      assertThat(report.stored().deferred()).isPositive();
      assertThat(store.places().dead()).isEmpty();
    }
  }

  @Test
  void areStoredThoughTheTablesProcessIsKilled() throws InterruptedException, ExecutionException {
    try (var cloud = LocalCloud.start(config());
        var store = store(cloud)) {
      var answered = new CountDownLatch(RIDES / 3);
      try (var background = Executors.newVirtualThreadPerTaskExecutor()) {
        var sending =
            background.submit(() -> burst(new Callers(cloud.outputs()), answered::countDown));
        assertThat(answered.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        Environments.killTables();

        var report = settled(store, sending.get());
        assertThat(report.answers().keySet()).isSubsetOf("201", "503");
        assertThat(report.fates()).isEqualTo(allStored(report));
        assertThat(report.stored().twice()).isZero();
        assertThat(store.places().dead()).isEmpty();
      }
    }
  }

  /// It may come before a process waits for it, and its rider then waits for that.
  private static void awaitFirstRide(Callers callers) {
    Await.until("a ride", LIMIT, () -> callers.ride(BOSTON).status(), status -> status == 201);
  }

  /// Asks for rides, some at a time.
  ///
  /// @param answered run after each answer
  private static List<SentRide> burst(Callers callers, Runnable answered)
      throws InterruptedException, ExecutionException {
    try (var riders = Executors.newFixedThreadPool(RIDERS, Thread.ofVirtual().factory())) {
      var asked = new ArrayList<Future<SentRide>>();
      for (int i = 0; i < RIDES; i++) {
        asked.add(
            riders.submit(() -> {
              var ride = asked(callers);
              answered.run();
              return ride;
            }));
      }
      var sent = new ArrayList<SentRide>();
      for (var ride : asked) {
        sent.add(ride.get());
      }
      return sent;
    }
  }

  private static SentRide asked(Callers callers) {
    long start = System.nanoTime();
    var answer = callers.ride(BOSTON);
    double millis = (System.nanoTime() - start) / 1e6;
    var id = Optional.ofNullable(answer.json().path("RideId").textValue());
    return new SentRide(
        Instant.EPOCH,
        Integer.toString(answer.status()),
        id,
        Optional.of(answer.correlationId()),
        millis);
  }

  /// What became of the rides once none is on its way any more.
  private RideReport settled(RideStore store, List<SentRide> sent) {
    var trail = new RideTrail();
    var folder = new LogFolder(logs);
    Await.until(
        "no ride on its way",
        LIMIT,
        () -> {
          read(folder, trail);
          return List.of(store.backlog(), trail.running());
        },
        List.of(0, 0)::equals);
    // An event on its way from the bus to the queue is seen nowhere.
    return Await.until(
        "every granted ride stored",
        LIMIT,
        () -> {
          read(folder, trail);
          return RideReport.of(sent, trail, store.places());
        },
        RideReport::isReconciled);
  }

  private static void read(LogFolder folder, RideTrail trail) {
    try {
      folder.readNew(trail::take);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RideReport.Fates allStored(RideReport report) {
    int granted = report.answers().getOrDefault("201", 0);
    return new RideReport.Fates(granted, granted, 0, 0, 0);
  }

  private static RideStore store(LocalCloud cloud) {
    return RideStore.of(AwsAccess.local(cloud.awsEndpoint()), cloud.outputs());
  }

  private LocalCloudConfig config() {
    return LocalCloudConfig.of(Path.of("../template.yaml"))
        .onFreePorts()
        // A message that the table did not take comes again after 6 s, once its invocation is over.
        .withParameter("PutDeferredRideRecordTimeout", "5")
        .withParameter("RideRecordVisibilityTimeout", "30")
        .withFunctions(new Functions(RIDERS, 32))
        .withOutput(new Output(false, logs))
        .withWaits(new PlatformWaits(0.2));
  }
}
