// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

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
import io.wildrydes.testing.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Delivery with a partner, secrets and settings that tests decide on, and waits that move a clock.
final class DeliveryFixture {
  static final Instant NOW = Instant.parse("2026-01-15T10:15:31Z");
  static final URI ENDPOINT = URI.create("https://partner.example/slow");

  final MutableClock clock = new MutableClock(NOW);
  final FakePartner partner = new FakePartner(clock);
  final List<Duration> pauses = new ArrayList<>();
  final AtomicLong entropy = new AtomicLong();
  final Telemetry telemetry = new Telemetry("delivery", new Tracer(), clock);
  final Randomness randomness = new Randomness(entropy::incrementAndGet);
  final PartnerAccess access = new PartnerAccess(() -> ENDPOINT, this::readKey, clock);
  final CachedValue<RuntimeDocuments> documents =
      new CachedValue<>("settings", this::readDocuments, Duration.ofSeconds(5), clock);

  Resilience resilience = Resilience.RESILIENT;
  String seed = "a seed";
  String key = "key-1";
  int keyReadings;
  boolean secretsAreReadable = true;
  boolean settingsAreReadable = true;

  Delivery delivery() {
    return delivery(this::pause);
  }

  Delivery delivery(Pause pause) {
    var calls = new PartnerCalls(telemetry, partner, access, clock);
    var policies = new RetryPolicies(documents, randomness, Duration.ofSeconds(4));
    return new Delivery(calls, policies, pause);
  }

  DeliveryHandler handler() {
    return handler(() -> {});
  }

  DeliveryHandler handler(Priming.WarmUp warmUp) {
    return new DeliveryHandler(
        telemetry,
        new DeliveryEntry(telemetry, delivery(), clock),
        warmUp,
        List.of(documents, access, randomness));
  }

  /// Runs one delivery with this much time left until Lambda's timeout.
  Outcome deliver(Duration remaining) {
    return delivery().deliver(order(), new Deadline(clock.instant().plus(remaining), clock));
  }

  static Order order() {
    try {
      return Order.from(Json.MAPPER.readTree(sample("order-notify.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sample(String name) throws IOException {
    return Files.readString(Path.of("..", "events", name));
  }

  private void pause(Duration duration) {
    pauses.add(duration);
    clock.advance(duration);
  }

  private ApiKey readKey() {
    keyReadings++;
    if (!secretsAreReadable) {
      throw new IllegalStateException("ThrottlingException");
    }
    return new ApiKey(key);
  }

  private RuntimeDocuments readDocuments() {
    if (!settingsAreReadable) {
      throw new IllegalStateException("ThrottlingException");
    }
    var partnerSettings = new Settings.SlowApi(0.2, Duration.ZERO, Duration.ofSeconds(2));
    return new RuntimeDocuments(new Settings(resilience, seed, partnerSettings), Faults.NONE);
  }
}
