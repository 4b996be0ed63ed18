// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.Pause;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.priming.Priming;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.Faults;
import io.wildrydes.kit.settings.Resilience;
import io.wildrydes.kit.settings.RuntimeDocuments;
import io.wildrydes.kit.settings.Settings;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.GatewayEvents;
import io.wildrydes.testing.MutableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// RequestRide with services, a bus and settings that tests decide on, and waits that move a clock.
final class RequestRideFixture {
  static final Instant NOW = Instant.parse("2026-01-15T10:15:30.120Z");
  static final String RIDE_ID = "00000000-0000-0000-0000-000000000001";
  static final String BODY =
      "{\"PickupLocation\":{\"Latitude\":42.35250862285574,\"Longitude\":-71.05289904884849}}";

  final MutableClock clock = new MutableClock(NOW);
  final FakeInternalApi api = new FakeInternalApi(clock);
  final FakeRideEvents events = new FakeRideEvents(clock);
  final List<Duration> pauses = new ArrayList<>();
  final AtomicLong entropy = new AtomicLong();
  final Telemetry telemetry = new Telemetry("request-ride", new Tracer(), clock);
  final Randomness randomness = new Randomness(entropy::incrementAndGet);
  final CachedValue<RuntimeDocuments> documents =
      new CachedValue<>("settings", this::readDocuments, Duration.ofSeconds(5), clock);

  Resilience resilience = Resilience.RESILIENT;
  String seed = "a seed";
  Duration lambdaTimeout = Duration.ofSeconds(28);
  boolean settingsAreReadable = true;
  Pause pause = this::pause;

  private final AtomicLong rides = new AtomicLong();
  private final RequestRideHandler handler =
      handler(() -> {}, () -> new UUID(0, rides.incrementAndGet()));

  RequestRideHandler handler(Priming.WarmUp warmUp, Supplier<UUID> ids) {
    var modes =
        new Modes(
            documents,
            randomness,
            api,
            events,
            duration -> pause.last(duration),
            telemetry.metrics());
    return new RequestRideHandler(
        telemetry,
        new RequestRide(telemetry, modes, ids, clock),
        warmUp,
        List.of(documents, randomness));
  }

  /// The answer to a valid request.
  JsonNode request() throws IOException {
    return request(BODY);
  }

  JsonNode request(String body) throws IOException {
    return request(handler, body);
  }

  JsonNode request(RequestRideHandler handler, String body) throws IOException {
    var out = new ByteArrayOutputStream();
    handler.handleRequest(
        GatewayEvents.post("/ride", body, Map.of("X-Correlation-Id", "ride-1")),
        out,
        new FakeLambdaContext("request-1", "wild-rydes-test", lambdaTimeout));
    return Json.MAPPER.readTree(out.toByteArray());
  }

  /// What has passed on the clock since the beginning of the test.
  Duration elapsed() {
    return Duration.between(NOW, clock.instant());
  }

  /// Whatever the wait was to be, it lasts as long as one may last.
  private void pause(Duration duration) {
    pauses.add(duration);
    clock.advance(Duration.ofMillis(150));
  }

  private RuntimeDocuments readDocuments() {
    if (!settingsAreReadable) {
      throw new IllegalStateException("ThrottlingException");
    }
    var partner = new Settings.SlowApi(0.2, Duration.ZERO, Duration.ofSeconds(2));
    return new RuntimeDocuments(new Settings(resilience, seed, partner), Faults.NONE);
  }
}
