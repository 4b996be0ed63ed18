// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.http.Answer;
import io.wildrydes.kit.http.Body;
import io.wildrydes.kit.http.HttpCaller;
import io.wildrydes.kit.priming.PrimingEndpoint;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.telemetry.Telemetry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.regions.Region;

/// Requests two made-up rides, one that is recorded and one that is deferred, leaving no line
/// behind. Settings, event bus and the three services are one loopback endpoint, reached through
/// the whole SDK, the signer and the caller that real rides use.
record RequestRidePriming(Telemetry telemetry, HttpCaller caller, Supplier<UUID> ids) {
  /// For every AWS call and every service alike, each of which reads what it knows.
  static final String ANSWER =
      """
      {"Parameters":[
        {"Name":"settings","Value":"{\\"resilience\\":\\"resilient\\",\\"randomSeed\\":\\"\\",\
      \\"slowApi\\":{\\"failureRate\\":0,\\"minDelayMs\\":0,\\"maxDelayMs\\":0}}"},
        {"Name":"faults","Value":"{}"}],
       "FailedEntryCount":0,"Entries":[{"EventId":"0"}],
       "Name":"Rocinante","Color":"Yellow","DeviceId":"0",
       "DiscountMultiplier":0.9,
       "success":true}
      """;

  /// Time does not pass for these rides: loading classes may take longer than a ride may last.
  private static final InstantSource STOPPED = InstantSource.fixed(Instant.EPOCH);

  private static final Duration PLENTY = Duration.ofSeconds(10);
  private static final String RIDE = "{\"PickupLocation\":{\"Latitude\":0.5,\"Longitude\":0.5}}";

  /// @throws IllegalStateException when a ride was refused
  void run() throws IOException {
    try (var endpoint = PrimingEndpoint.answering(ANSWER);
        var documents = SsmDocuments.priming(endpoint.uri());
        var events = EventBridgeRideEvents.priming(endpoint.uri())) {
      var settings = new CachedValue<>("settings", documents, PLENTY, STOPPED);
      var signer = new RequestSigner(AwsClients.noCredentials(), Region.US_EAST_1, STOPPED);
      var api = new HttpInternalApi(caller, signer, endpoint.uri());
      for (var reluctant : List.of(Service.FLEET, Service.RECORD)) {
        var modes =
            new Modes(
                settings,
                new Randomness(() -> 0),
                new Reluctant(api, reluctant),
                (event, _) -> events.publish(event, PLENTY),
                _ -> {},
                telemetry.metrics());
        var requestRide = new RequestRide(telemetry, modes, ids, STOPPED);
        RequestRideHandler.entry(telemetry, requestRide).warmUp(RIDE);
      }
    }
  }

  /// Primes trying again and doing without: the fleet fails once, the record service for good.
  private record Reluctant(InternalApi api, Service reluctant) implements InternalApi {
    @Override
    public Answer send(Call call) throws IOException, InterruptedException {
      return isRefused(call) ? busy() : api.send(call);
    }

    @Override
    public Answer send(Call call, Duration limit) throws IOException, InterruptedException {
      return isRefused(call) ? busy() : api.send(call, PLENTY);
    }

    private boolean isRefused(Call call) {
      return call.service() == reluctant && (call.attempt() == 1 || reluctant == Service.RECORD);
    }

    private static Answer busy() {
      return new Answer(503, Map.of(), Body.EMPTY);
    }
  }
}
