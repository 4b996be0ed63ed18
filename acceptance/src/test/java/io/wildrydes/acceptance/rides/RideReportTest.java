// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.LogLine;
import io.wildrydes.acceptance.rides.RideReport.Fates;
import io.wildrydes.acceptance.rides.RideReport.Places;
import io.wildrydes.acceptance.rides.RideReport.Stored;
import io.wildrydes.acceptance.rides.RideReport.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RideReportTest {
  private static final String LEDGER =
      """
      {"at":"2026-01-15T12:00:00.000Z","status":201,"ride_id":"r-1","correlation_id":"c-1","latency_ms":10}
      {"at":"2026-01-15T12:00:01.000Z","status":201,"ride_id":"r-2","correlation_id":"c-2","latency_ms":20}
      {"at":"2026-01-15T12:00:02.000Z","status":201,"ride_id":"r-3","correlation_id":"c-3","latency_ms":30}
      {"at":"2026-01-15T12:00:03.000Z","status":201,"ride_id":"r-4","correlation_id":"c-4","latency_ms":40}
      {"at":"2026-01-15T12:00:14.999Z","status":502,"ride_id":null,"correlation_id":"c-5","latency_ms":25600}
      {"at":"2026-01-15T12:00:20.000Z","status":null,"ride_id":null,"correlation_id":null,"latency_ms":31000,"error":"ETIMEDOUT"}
      """;

  @TempDir Path folder;

  @Test
  void countsEachGrantedRideOnce() throws IOException {
    var places = new Places(Set.of("r-1", "r-9"), Set.of("c-1", "c-2"), 0, Set.of("c-2", "c-3"));

    var report = RideReport.of(sent(), new RideTrail(), places);

    assertThat(report.answers()).isEqualTo(Map.of("201", 4, "502", 1, "ETIMEDOUT", 1));
    assertThat(report.fates()).isEqualTo(new Fates(4, 1, 1, 1, 1));
    assertThat(report.stored()).isEqualTo(new Stored(2, 1, 0, 0));
    assertThat(report.isReconciled()).isFalse();
  }

  @Test
  void countsAMessageThatNobodyCanReadYetAsWaiting() throws IOException {
    var places = new Places(Set.of("r-1", "r-2"), Set.of(), 1, Set.of());

    var report = RideReport.of(sent(), new RideTrail(), places);

    assertThat(report.fates()).isEqualTo(new Fates(4, 2, 1, 0, 1));
    assertThat(report.isReconciled()).isFalse();
  }

  @Test
  void aRideThatTwoRidersWereGivenIsLostToOne() throws IOException {
    var ledger = LEDGER.replace("\"r-2\"", "\"r-1\"");
    var sent = SentRide.read(Files.writeString(folder.resolve("ledger.jsonl"), ledger));
    var places = new Places(Set.of("r-1", "r-3", "r-4"), Set.of(), 0, Set.of());

    var report = RideReport.of(sent, new RideTrail(), places);

    assertThat(report.fates()).isEqualTo(new Fates(4, 3, 0, 0, 1));
    assertThat(report.stored()).isEqualTo(new Stored(3, 0, 0, 0));
  }

  @Test
  void countsRidesASecondUntilTheLastAnswerAsArtilleryDoes() throws IOException {
    var nothing = new Places(Set.of(), Set.of(), 0, Set.of());

    var times = RideReport.of(sent(), new RideTrail(), nothing).times();

    assertThat(times.perSecond()).isEqualTo(6 / 51.0);
  }

  @Test
  void sortsRidesByHowLongTheirRidersWaited() throws IOException {
    var nothing = new Places(Set.of(), Set.of(), 0, Set.of());

    assertThat(RideReport.of(sent(), new RideTrail(), nothing).waits())
        .containsExactly(new Wait(0, 100, 4), new Wait(25_000, 26_000, 1), new Wait(29_000, -1, 1));
  }

  @Test
  void reconcilesWhenEveryGrantedRideIsInTheTable() throws IOException {
    var places = new Places(Set.of("r-1", "r-2", "r-3", "r-4"), Set.of(), 0, Set.of());

    assertThat(RideReport.of(sent(), new RideTrail(), places).isReconciled()).isTrue();
  }

  @Test
  void aRideStoredTwiceDoesNotReconcile() throws IOException {
    var trail = new RideTrail();
    trail.take(saved("r-1", false));
    trail.take(saved("r-1", true));
    trail.take(saved("r-2", false));
    var places = new Places(Set.of("r-1", "r-2", "r-3", "r-4"), Set.of(), 0, Set.of());

    assertThat(RideReport.of(sent(), trail, places).isReconciled()).isTrue();

    trail.take(saved("r-2", false));

    var report = RideReport.of(sent(), trail, places);
    assertThat(report.stored().twice()).isEqualTo(1);
    assertThat(report.isReconciled()).isFalse();
  }

  @Test
  void aRunWithoutAGrantedRideDoesNotReconcile() {
    var nothing = new Places(Set.of(), Set.of(), 0, Set.of());

    assertThat(RideReport.of(List.of(), new RideTrail(), nothing).isReconciled()).isFalse();
  }

  @Test
  void cutsTheRunIntoQuartersOfAMinute() throws IOException {
    var nothing = new Places(Set.of(), Set.of(), 0, Set.of());

    var windows = RideReport.of(sent(), new RideTrail(), nothing).windows();

    assertThat(windows).extracting(RideReport.Window::second).containsExactly(0, 15);
    assertThat(windows).extracting(RideReport.Window::rides).containsExactly(5, 1);
    assertThat(windows.getFirst().answers()).isEqualTo(Map.of("201", 4, "502", 1));
    assertThat(windows.getFirst().millis().max()).isEqualTo(25_600);
  }

  @Test
  void knowsWhichRidesAreNowhere() throws IOException {
    var places = new Places(Set.of("r-1", "r-9"), Set.of("c-2"), 0, Set.of("c-3"));

    assertThat(sent())
        .filteredOn(SentRide::isGranted)
        .filteredOn(ride -> !places.hold(ride))
        .extracting(ride -> ride.rideId().orElse(""))
        .containsExactly("r-4");
  }

  private List<SentRide> sent() throws IOException {
    return SentRide.read(Files.writeString(folder.resolve("ledger.jsonl"), LEDGER));
  }

  private static LogLine saved(String rideId, boolean already) {
    return LogLine.of(
        "aws/lambda/wild-rydes-put-ride-record",
        """
        {"milestone":"SAVED_IN_DATABASE","rideId":"%s","reason":"%s"}\
        """
            .formatted(rideId, already ? "already there" : "saved now"));
  }
}
