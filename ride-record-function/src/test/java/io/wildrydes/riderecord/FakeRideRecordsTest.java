// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import io.wildrydes.testing.MutableClock;
import java.time.Instant;

class FakeRideRecordsTest extends RideRecordsContract {
  private final FakeRideRecords records = new FakeRideRecords(new MutableClock(Instant.EPOCH));

  @Override
  RideRecords records() {
    return records;
  }

  @Override
  void throttlesTheNext() {
    records.failsOnce(Trouble.THROTTLED);
  }

  @Override
  void losesTheNextAnswer() {
    records.losesTheAnswer();
  }
}
