// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.kit.settings.Resilience;
import io.wildrydes.kit.settings.ValueUnavailableException;
import io.wildrydes.testing.CapturedOutput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingTest {
  private static final Duration HTTP = Duration.ofMillis(1200);
  private static final Duration QUEUE = Duration.ofMillis(28_500);
  private static final Duration TRY_LIMIT = Duration.ofMillis(800);

  private final CapturedOutput output = CapturedOutput.start();
  private final RecordingFixture fixture = new RecordingFixture();
  private final FakeRideRecords records = fixture.records;

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void recordsARideOnceAndSaysWhenItWasThere() {
    assertThat(record(HTTP)).isEqualTo(Outcome.Stored.SAVED);
    assertThat(record(HTTP)).isEqualTo(Outcome.Stored.ALREADY_THERE);

    assertThat(records.table).containsExactlyEntriesOf(Map.of(Rides.ID, Rides.aRide()));
    assertThat(fixture.pauses).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLED, no time for another try, true",
    "TABLE_FAILED, no time for another try, true",
    "UNANSWERED, no time for another try, true",
    "REFUSED, not worth a retry, false"
  })
  void resilientTriesAgainOnlyWhatMayPass(Trouble trouble, String reason, boolean isPassing) {
    records.failsForever(trouble);

    assertThatThrownBy(() -> record(HTTP))
        .isInstanceOfSatisfying(
            NotRecordedException.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo(reason);
              assertThat(failure.isPassing()).isEqualTo(isPassing);
            });
    assertThat(records.limits.size() > 1).isEqualTo(isPassing);
  }

  @Test
  void saysHowTheLastTryEnded() {
    records.failsForever(Trouble.REFUSED);

    assertThatThrownBy(() -> record(HTTP))
        .hasMessage("ride not recorded: not worth a retry, try 1 ended with: write refused")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void anotherRidesIdIsNotWorthARetry() {
    records.table.put(Rides.ID, Rides.anotherWithTheSameId());

    assertThatThrownBy(() -> record(HTTP)).isInstanceOf(RideIdTakenException.class);
    assertThat(records.limits).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = "REFUSED", mode = EnumSource.Mode.EXCLUDE)
  void passingTroublePasses(Trouble trouble) {
    records.failsOnce(trouble).failsOnce(trouble);

    assertThat(record(HTTP)).isEqualTo(Outcome.Stored.SAVED);
    assertThat(fixture.pauses).hasSize(2);
  }

  @Test
  void waitsDoubleWithJitterUpToTwoSeconds() {
    records.failsForever(Trouble.THROTTLED);

    assertThatThrownBy(() -> record(QUEUE)).isInstanceOf(NotRecordedException.class);

    var waits = fixture.pauses.stream().map(Duration::toMillis).toList();
    assertThat(waits).hasSizeGreaterThan(14);
    var longest = List.of(50L, 100L, 200L, 400L, 800L, 1600L, 2000L, 2000L, 2000L, 2000L);
    for (var i = 0; i < longest.size(); i++) {
      assertThat(waits.get(i)).as("wait %d", i).isBetween(longest.get(i) / 2, longest.get(i));
    }
    assertThat(waits.subList(6, waits.size())).allMatch(wait -> wait >= 1000 && wait <= 2000);
    assertThat(waits.subList(6, waits.size())).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"THROTTLED, 4", "TABLE_FAILED, 4", "UNANSWERED, 4"})
  void staysWithinItsTime(Trouble trouble, int tries) {
    records.failsForever(trouble);
    for (var time : List.of(HTTP, QUEUE)) {
      var start = fixture.clock.instant();
      records.limits.clear();

      assertThatThrownBy(() -> record(time)).isInstanceOf(NotRecordedException.class);

      assertThat(Duration.between(start, fixture.clock.instant())).isLessThan(time);
      assertThat(records.limits).hasSizeGreaterThanOrEqualTo(tries);
    }
  }

  @Test
  void aTableThatHangsTakesNoMoreThanTheTimeThereIs() {
    records.staysSilentForever();

    assertThatThrownBy(() -> record(HTTP)).isInstanceOf(NotRecordedException.class);

    assertThat(records.limits).hasSize(2);
    assertThat(records.limits.getFirst()).isEqualTo(TRY_LIMIT);
    assertThat(records.limits.getLast()).isBetween(Duration.ofMillis(330), Duration.ofMillis(375));
    assertThat(Duration.between(RecordingFixture.NOW, fixture.clock.instant()))
        .isBetween(HTTP, HTTP.plus(FakeRideRecords.WRITE_TIME));
  }

  @Test
  void aTableThatNobodyCanConnectToTakesNoMoreThanTheTimeThereIs() {
    records.connectsToNobody();

    assertThatThrownBy(() -> record(HTTP)).isInstanceOf(NotRecordedException.class);

    assertThat(records.limits).hasSizeGreaterThanOrEqualTo(2);
    assertThat(Duration.between(RecordingFixture.NOW, fixture.clock.instant()))
        .isLessThanOrEqualTo(HTTP.plus(FakeRideRecords.WRITE_TIME));
  }

  @ParameterizedTest(name = "{0} ms more than it was asked to")
  @CsvSource({"600", "1100", "1200", "5000"})
  void aPauseThatLastsTooLongLeavesNoTry(int overshoot) {
    records.failsForever(Trouble.THROTTLED);
    var recording =
        fixture.recording(duration -> fixture.clock.advance(duration.plusMillis(overshoot)));

    assertThatThrownBy(() -> recording.record(Rides.aRide(), () -> budget(HTTP)))
        .isInstanceOf(NotRecordedException.class)
        .hasMessageStartingWith("ride not recorded: no time for another try, try ")
        .hasMessageEndingWith(" ended with: throttled");
  }

  @Test
  void withoutTimeThereIsNoTry() {
    assertThatThrownBy(() -> record(Duration.ofMillis(299)))
        .isInstanceOf(NotRecordedException.class)
        .hasMessage("ride not recorded: no time left, no try was made");
    assertThat(records.limits).isEmpty();
  }

  @Test
  void aSeedRepeatsTheWaits() {
    records.failsForever(Trouble.THROTTLED);
    assertThatThrownBy(() -> record(QUEUE)).isInstanceOf(NotRecordedException.class);
    var first = List.copyOf(fixture.pauses);
    fixture.pauses.clear();

    assertThatThrownBy(() -> record(QUEUE)).isInstanceOf(NotRecordedException.class);

    assertThat(fixture.pauses).isEqualTo(first);
  }

  @Test
  void fragileKnowsNoTimeAndPassesTheFailureThrough() {
    fixture.resilience = Resilience.FRAGILE;
    records.failsForever(Trouble.THROTTLED);

    assertThatThrownBy(() -> record(HTTP))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("throttled");

    assertThat(records.limits).hasSize(10);
    assertThat(Duration.between(RecordingFixture.NOW, fixture.clock.instant()))
        .isEqualTo(Duration.ofMillis(25_550 + 10 * 10));
  }

  @Test
  void fragileRecordsARideOnceToo() {
    fixture.resilience = Resilience.FRAGILE;
    records.losesTheAnswer();

    assertThat(record(HTTP)).isEqualTo(Outcome.Stored.ALREADY_THERE);
    records.table.put(Rides.ID, Rides.anotherWithTheSameId());
    assertThatThrownBy(() -> record(HTTP)).isInstanceOf(RideIdTakenException.class);
  }

  @Test
  void followsTheSettingsWhileRunning() {
    var recording = fixture.recording();
    records.failsForever(Trouble.THROTTLED);
    assertThatThrownBy(() -> recording.record(Rides.aRide(), () -> budget(HTTP)))
        .isInstanceOf(NotRecordedException.class);

    fixture.resilience = Resilience.FRAGILE;
    fixture.clock.advance(RecordingFixture.SETTINGS_PERIOD);

    assertThatThrownBy(() -> recording.record(Rides.aRide(), () -> budget(HTTP)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void recordsNothingWithoutSettings() {
    fixture.settingsAreReadable = false;

    assertThatThrownBy(() -> record(HTTP)).isInstanceOf(ValueUnavailableException.class);
    assertThat(records.limits).isEmpty();
  }

  @Test
  void anInterruptionEndsItAndIsKept() {
    records.failsForever(Trouble.THROTTLED);
    var recording =
        fixture.recording(_ -> {
          throw new InterruptedException();
        });

    assertThatThrownBy(() -> recording.record(Rides.aRide(), () -> budget(HTTP)))
        .isInstanceOf(NotRecordedException.class)
        .hasMessage("ride not recorded: interrupted, the environment is stopping");
    assertThat(Thread.interrupted()).isTrue();
  }

  private Outcome.Stored record(Duration time) {
    return fixture.recording().record(Rides.aRide(), () -> budget(time));
  }

  private Budget budget(Duration time) {
    return new Budget(Deadline.in(time, fixture.clock), TRY_LIMIT);
  }
}
