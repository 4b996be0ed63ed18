// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.promo;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.wildrydes.kit.Pause;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.http.HttpEntry;
import io.wildrydes.kit.priming.Priming;
import io.wildrydes.kit.priming.PrimingEndpoint;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Lambda entry of `POST /promo`.
public final class PromoHandler implements RequestStreamHandler {
  private static final Duration SETTINGS_PERIOD = Duration.ofSeconds(5);
  private static final String REQUEST =
      "{\"User\":\"warm-up\",\"PickupLocation\":{\"Latitude\":0.5,\"Longitude\":0.5}}";

  private final HttpEntry entry;
  private final Priming priming;

  public PromoHandler() {
    this(PromoConfig.from(System.getenv()), InstantSource.system());
  }

  PromoHandler(
      Telemetry telemetry,
      CachedValue<PromoDocuments> documents,
      Randomness randomness,
      Pause pause) {
    entry = entry(telemetry, new Promo(telemetry, documents, randomness, pause));
    priming =
        new Priming(telemetry, () -> warmUp(telemetry), List.of(documents, randomness)).register();
  }

  private PromoHandler(PromoConfig config, InstantSource clock) {
    this(
        new Telemetry(config.service(), new Tracer(), clock),
        cached(SsmDocuments.create(config), clock),
        new Randomness(() -> new SecureRandom().nextLong()),
        Thread::sleep);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    entry.handle(in, out, context);
  }

  Priming priming() {
    return priming;
  }

  private static HttpEntry entry(Telemetry telemetry, Promo promo) {
    return HttpEntry.internalRoute(telemetry, "promo", promo::grant);
  }

  private static CachedValue<PromoDocuments> cached(SsmDocuments documents, InstantSource clock) {
    return new CachedValue<>(
        "settings",
        reading -> PromoDocuments.from(documents.read(reading), reading),
        SETTINGS_PERIOD,
        clock);
  }

  /// Without faults and with them.
  private static void warmUp(Telemetry telemetry) throws IOException {
    try (var endpoint = PrimingEndpoint.answering(SsmDocuments.PRIMING_ANSWER);
        var documents = SsmDocuments.priming(endpoint.uri())) {
      var clock = InstantSource.system();
      var randomness = new Randomness(() -> 0);
      var faultless =
          new CachedValue<>(
              "settings",
              () -> new PromoDocuments("", PromoDocuments.SlowDiscount.OFF, 0),
              SETTINGS_PERIOD,
              clock);
      for (var settings : List.of(faultless, cached(documents, clock))) {
        entry(telemetry, new Promo(telemetry, settings, randomness, _ -> {})).warmUp(REQUEST);
      }
    }
  }
}
