// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What all [RideRecords] do, the tests' too.
abstract class RideRecordsContract {
  static final Duration LONG = Duration.ofSeconds(20);

  abstract RideRecords records();

  abstract void throttlesTheNext() throws Exception;

  abstract void losesTheNextAnswer() throws Exception;

  @Test
  void theSameRideIsStoredOnce() {
    assertThat(records().put(Rides.aRide(), LONG)).isEqualTo(Outcome.Stored.SAVED);
    assertThat(records().put(Rides.aRide(), LONG)).isEqualTo(Outcome.Stored.ALREADY_THERE);
    assertThat(records().putStubbornly(Rides.aRide())).isEqualTo(Outcome.Stored.ALREADY_THERE);
    assertThat(records().putStubbornly(Rides.withId("r-2"))).isEqualTo(Outcome.Stored.SAVED);
    assertThat(records().put(Rides.withId("r-2"), LONG)).isEqualTo(Outcome.Stored.ALREADY_THERE);
  }

  @Test
  void anotherRideNeverTakesTheIdOver() {
    var _ = records().put(Rides.aRide(), LONG);

    assertThat(records().put(Rides.anotherWithTheSameId(), LONG)).isEqualTo(new Outcome.IdTaken());
    assertThat(records().putStubbornly(Rides.anotherWithTheSameId()))
        .isEqualTo(new Outcome.IdTaken());
    assertThat(records().put(Rides.aRide(), LONG)).isEqualTo(Outcome.Stored.ALREADY_THERE);
  }

  @Test
  void aNumberIsTheSameHoweverItIsWritten() {
    var ride = Rides.aRide();
    var _ = records().put(multiplied(ride, "0.80"), LONG);

    assertThat(records().put(multiplied(ride, "0.8"), LONG))
        .isEqualTo(Outcome.Stored.ALREADY_THERE);
    assertThat(records().put(multiplied(ride, "0.81"), LONG)).isEqualTo(new Outcome.IdTaken());
  }

  @Test
  void aThrottledWriteSaysSoAndStoresNothing() throws Exception {
    throttlesTheNext();

    assertThat(records().put(Rides.aRide(), LONG))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.trouble()).isEqualTo(Trouble.THROTTLED));
    assertThat(records().put(Rides.aRide(), LONG)).isEqualTo(Outcome.Stored.SAVED);
  }

  @Test
  void aWriteWithoutAnAnswerMayHaveStored() throws Exception {
    losesTheNextAnswer();

    assertThat(records().put(Rides.aRide(), LONG))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.trouble()).isEqualTo(Trouble.UNANSWERED));
    assertThat(records().put(Rides.aRide(), LONG)).isEqualTo(Outcome.Stored.ALREADY_THERE);
  }

  @Test
  void stubbornnessOutlastsPassingTrouble() throws Exception {
    throttlesTheNext();
    throttlesTheNext();

    assertThat(records().putStubbornly(Rides.aRide())).isEqualTo(Outcome.Stored.SAVED);
  }

  private static Ride multiplied(Ride ride, String multiplier) {
    return new Ride(ride.rideId(), ride.unicorn(), ride.requestTime(), new BigDecimal(multiplier));
  }
}
