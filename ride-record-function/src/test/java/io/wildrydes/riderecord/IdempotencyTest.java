// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.kit.settings.Resilience;
import io.wildrydes.testing.CapturedOutput;
import java.util.ArrayList;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Any mix of calls, retries and messages stores a ride once.
class IdempotencyTest {
  private static final int RIDES = 20;
  private static final int SENDINGS = 200;

  private final CapturedOutput output = CapturedOutput.start();
  private final RecordingFixture fixture = new RecordingFixture();

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aRideIsStoredOnceHoweverOftenItComes(long seed) throws Exception {
    var random = new Random(seed);
    var calls = fixture.handler();
    var queue = fixture.deferredHandler();
    var promised = new TreeSet<String>();
    var saved = new ArrayList<String>();

    for (var i = 0; i < SENDINGS; i++) {
      var ride = Rides.withId("r-" + random.nextInt(RIDES));
      trouble(random);
      fixture.resilience = random.nextBoolean() ? Resilience.RESILIENT : Resilience.FRAGILE;
      fixture.clock.advance(RecordingFixture.SETTINGS_PERIOD);
      if (random.nextBoolean()) {
        var status = RecordingFixture.post(calls, Rides.json(ride)).path("statusCode").asInt();
        if (status == 201) {
          saved.add(ride.rideId());
        }
        if (status < 300) {
          promised.add(ride.rideId());
        }
      } else if (RecordingFixture.deliver(queue, RecordingFixture.Message.of("m", ride, "c-" + i))
          .isEmpty()) {
        promised.add(ride.rideId());
      }
    }

    assertThat(saved).as("seed %d", seed).doesNotHaveDuplicates();
    assertThat(fixture.records.table)
        .as("seed %d", seed)
        .containsKeys(promised.toArray(String[]::new));
    assertThat(fixture.records.table)
        .allSatisfy((id, stored) -> assertThat(stored).isEqualTo(Rides.withId(id)));
  }

  private void trouble(Random random) {
    for (var i = random.nextInt(4); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> fixture.records.failsOnce(Trouble.THROTTLED);
        case 1 -> fixture.records.failsOnce(Trouble.TABLE_FAILED);
        default -> fixture.records.losesTheAnswer();
      }
    }
  }
}
