// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.Pause;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.Faults;
import io.wildrydes.kit.settings.Resilience;
import io.wildrydes.kit.settings.RuntimeDocuments;
import io.wildrydes.kit.settings.Settings;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import io.wildrydes.testing.CapturedOutput;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.GatewayEvents;
import io.wildrydes.testing.MutableClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Both functions with a table and settings that tests decide on, and waits that move a clock.
final class RecordingFixture {
  static final Instant NOW = Instant.parse("2026-01-15T10:15:31Z");
  static final Duration SETTINGS_PERIOD = Duration.ofSeconds(5);

  final MutableClock clock = new MutableClock(NOW);
  final FakeRideRecords records = new FakeRideRecords(clock);
  final List<Duration> pauses = new ArrayList<>();
  final AtomicLong entropy = new AtomicLong();
  final Telemetry telemetry = new Telemetry("ride-record", new Tracer(), clock);

  Resilience resilience = Resilience.RESILIENT;
  String seed = "a seed";
  boolean settingsAreReadable = true;

  Recording recording() {
    return recording(this::pause);
  }

  Recording recording(Pause pause) {
    return new Recording(
        new CachedValue<>("settings", this::readDocuments, SETTINGS_PERIOD, clock),
        new Randomness(entropy::incrementAndGet),
        new Writes(telemetry, records, clock),
        pause);
  }

  PutRideRecordHandler handler() {
    return new PutRideRecordHandler(telemetry, recording(), clock);
  }

  PutDeferredRideRecordHandler deferredHandler() {
    return new PutDeferredRideRecordHandler(telemetry, recording(), clock);
  }

  static JsonNode post(PutRideRecordHandler handler, String body) throws IOException {
    var out = new ByteArrayOutputStream();
    var event = GatewayEvents.post("/record", body, Map.of("x-correlation-id", "ride-1"));
    handler.handleRequest(event, out, FakeLambdaContext.of("request-1"));
    return Json.MAPPER.readTree(out.toByteArray());
  }

  /// The ids of the messages that go back to the queue.
  static List<String> deliver(PutDeferredRideRecordHandler handler, Message... messages)
      throws IOException {
    var out = new ByteArrayOutputStream();
    handler.handleRequest(batch(messages), out, FakeLambdaContext.of("request-1"));
    return Json.MAPPER.readTree(out.toByteArray()).findValuesAsText("itemIdentifier");
  }

  /// The event in which Lambda hands messages over.
  static InputStream batch(Message... messages) {
    var batch = Json.MAPPER.createObjectNode();
    var records = batch.putArray("Records");
    for (var message : messages) {
      records.addObject().put("messageId", message.id()).put("body", message.body());
    }
    return new ByteArrayInputStream(batch.toString().getBytes(StandardCharsets.UTF_8));
  }

  static List<JsonNode> lines(CapturedOutput output) {
    return output.lines().stream().map(RecordingFixture::parsed).toList();
  }

  private static JsonNode parsed(String line) {
    try {
      return Json.MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void pause(Duration duration) {
    pauses.add(duration);
    clock.advance(duration);
  }

  private RuntimeDocuments readDocuments() {
    if (!settingsAreReadable) {
      throw new IllegalStateException("ThrottlingException");
    }
    var partner = new Settings.SlowApi(0.2, Duration.ZERO, Duration.ofSeconds(2));
    return new RuntimeDocuments(new Settings(resilience, seed, partner), Faults.NONE);
  }

  /// A message of the queue.
  record Message(String id, String body) {
    static Message of(String id, Ride ride, String correlationId) {
      return withDetail(
          id,
          Rides.json(ride)
              .replaceFirst(
                  "}$",
                  ",\"meta_data\":{\"correlation_id\":\"%s\",\"requested_at\":\"%s\"}}"
                      .formatted(correlationId, NOW)));
    }

    static Message withDetail(String id, String detail) {
      return new Message(
          id,
          "{\"source\":\"wild-rydes.request-ride\",\"detail-type\":\"ride-record-requested\","
              + "\"detail\":%s}".formatted(detail));
    }
  }
}
