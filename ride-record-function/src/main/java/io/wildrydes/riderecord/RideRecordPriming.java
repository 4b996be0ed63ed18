// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import io.wildrydes.kit.Json;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.priming.PrimingContext;
import io.wildrydes.kit.priming.PrimingEndpoint;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.Resilience;
import io.wildrydes.kit.telemetry.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import software.amazon.awssdk.regions.Region;

/// Records a made-up ride in either way of retrying, leaving no line behind. Settings and table are
/// a loopback endpoint, reached through the whole SDK.
record RideRecordPriming(Telemetry telemetry) {
  /// Stands still: priming may take the time it takes.
  static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  static final String RIDE =
      """
      {"RideId":"warm-up","Unicorn":{"Name":"warm-up","Color":"warm-up","DeviceId":"warm-up"},
       "RequestTime":"2026-01-01T00:00:00Z","DiscountMultiplier":0.95}
      """;

  private static final RideRecordConfig CONFIG =
      new RideRecordConfig("priming", "settings", "faults", "rides", Region.US_EAST_1);
  private static final Duration PERIOD = Duration.ofMinutes(1);

  void run(WarmUp warmUp) throws IOException {
    for (var resilience : Resilience.values()) {
      try (var endpoint = PrimingEndpoint.answering(awsAnswer(resilience));
          var documents = SsmDocuments.create(AwsAccess.toLoopback(endpoint.uri()), CONFIG);
          var records =
              DynamoRideRecords.create(AwsAccess.toLoopback(endpoint.uri()), CONFIG.table())) {
        warmUp.of(
            new Recording(
                new CachedValue<>("settings", documents, PERIOD, CLOCK),
                new Randomness(() -> 0),
                new Writes(telemetry, new ThrottledAtFirst(records), CLOCK),
                _ -> {}));
      }
    }
  }

  /// @throws IllegalStateException when the made-up ride was not recorded
  static void warmUp(DeferredRides rides) throws IOException {
    var event = "{\"detail\":%s}".formatted(RIDE);
    var batch = Json.MAPPER.createObjectNode();
    batch.putArray("Records").addObject().put("messageId", "warm-up").put("body", event);
    var in = new ByteArrayInputStream(batch.toString().getBytes(StandardCharsets.UTF_8));
    var out = new ByteArrayOutputStream();
    rides.handle(in, out, new PrimingContext());
    if (!Json.MAPPER.readTree(out.toByteArray()).path("batchItemFailures").isEmpty()) {
      throw new IllegalStateException("the made-up ride went back to the queue");
    }
  }

  /// For SSM and DynamoDB alike, each of which reads what it knows.
  static String awsAnswer(Resilience resilience) {
    return """
    {"Parameters":[
      {"Name":"settings","Value":"{\\"resilience\\":\\"%s\\",\\"randomSeed\\":\\"\\",\
    \\"slowApi\\":{\\"failureRate\\":0,\\"minDelayMs\\":0,\\"maxDelayMs\\":0}}"},
      {"Name":"faults","Value":"{}"}]}
    """
        .formatted(resilience.name().toLowerCase(Locale.ROOT));
  }

  /// Serves a made-up ride with a recording that leads nowhere.
  @FunctionalInterface
  interface WarmUp {
    void of(Recording recording) throws IOException;
  }

  /// Primes trying again as well, which a small capacity makes an ordinary thing, and has all the
  /// time that a first write may need.
  private static final class ThrottledAtFirst implements RideRecords {
    private final RideRecords records;
    private boolean isFirst = true;

    private ThrottledAtFirst(RideRecords records) {
      this.records = records;
    }

    @Override
    public Outcome put(Ride ride, Duration limit) {
      if (isFirst) {
        isFirst = false;
        return new Outcome.Failed(Trouble.THROTTLED, new IllegalStateException("priming"));
      }
      return records.put(ride, PERIOD);
    }

    @Override
    public Outcome putStubbornly(Ride ride) {
      return records.putStubbornly(ride);
    }
  }
}
