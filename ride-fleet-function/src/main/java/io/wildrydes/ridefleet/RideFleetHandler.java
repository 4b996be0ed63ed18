// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.ridefleet;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.http.HttpEntry;
import io.wildrydes.kit.priming.Priming;
import io.wildrydes.kit.priming.PrimingEndpoint;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.RuntimeDocuments;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Lambda entry of `GET /unicorn`.
public final class RideFleetHandler implements RequestStreamHandler {
  private static final Duration SETTINGS_PERIOD = Duration.ofSeconds(5);

  private final HttpEntry entry;
  private final Priming priming;

  public RideFleetHandler() {
    this(RideFleetConfig.from(System.getenv()), InstantSource.system());
  }

  RideFleetHandler(
      Telemetry telemetry, CachedValue<RuntimeDocuments> documents, Randomness randomness) {
    entry = entry(telemetry, documents, randomness);
    priming =
        new Priming(telemetry, () -> warmUp(telemetry), List.of(documents, randomness)).register();
  }

  private RideFleetHandler(RideFleetConfig config, InstantSource clock) {
    this(
        new Telemetry(config.service(), new Tracer(), clock),
        new CachedValue<>("settings", SsmDocuments.create(config), SETTINGS_PERIOD, clock),
        new Randomness(() -> new SecureRandom().nextLong()));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    entry.handle(in, out, context);
  }

  Priming priming() {
    return priming;
  }

  private static HttpEntry entry(
      Telemetry telemetry, CachedValue<RuntimeDocuments> documents, Randomness randomness) {
    return HttpEntry.internalRoute(
        telemetry, "unicorn", new RideFleet(documents, randomness)::choose);
  }

  private static void warmUp(Telemetry telemetry) throws IOException {
    try (var endpoint = PrimingEndpoint.answering(SsmDocuments.PRIMING_ANSWER);
        var documents = SsmDocuments.priming(endpoint.uri())) {
      var settings =
          new CachedValue<>("settings", documents, SETTINGS_PERIOD, InstantSource.system());
      entry(telemetry, settings, new Randomness(() -> 0)).warmUp("");
    }
  }
}
