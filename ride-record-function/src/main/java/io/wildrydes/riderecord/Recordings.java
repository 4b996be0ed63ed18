// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.telemetry.Telemetry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/// Puts together what both functions of this package record with.
final class Recordings {
  private static final Duration SETTINGS_PERIOD = Duration.ofSeconds(5);

  private Recordings() {}

  static Recording create(Telemetry telemetry, RideRecordConfig config, InstantSource clock) {
    var aws = AwsAccess.ofLambda(config.region());
    var documents = SsmDocuments.create(aws, config);
    return new Recording(
        new CachedValue<>("settings", documents, SETTINGS_PERIOD, clock),
        new Randomness(() -> new SecureRandom().nextLong()),
        new Writes(telemetry, DynamoRideRecords.create(aws, config.table()), clock),
        Thread::sleep);
  }
}
