// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.slowapi;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.wildrydes.kit.Pause;
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

/// Lambda entry of `POST /slow`.
public final class SlowApiHandler implements RequestStreamHandler {
  private static final Duration SETTINGS_PERIOD = Duration.ofSeconds(5);

  private final HttpEntry entry;
  private final Priming priming;

  public SlowApiHandler() {
    this(SlowApiConfig.from(System.getenv()), InstantSource.system());
  }

  SlowApiHandler(
      Telemetry telemetry,
      CachedValue<RuntimeDocuments> documents,
      Randomness randomness,
      Pause pause) {
    var slowApi = new SlowApi(telemetry, documents, randomness, pause);
    entry = HttpEntry.internalRoute(telemetry, "slow", slowApi::process);
    priming =
        new Priming(telemetry, () -> warmUp(telemetry), List.of(documents, randomness)).register();
  }

  private SlowApiHandler(SlowApiConfig config, InstantSource clock) {
    this(
        new Telemetry(config.service(), new Tracer(), clock),
        new CachedValue<>("settings", SsmDocuments.create(config), SETTINGS_PERIOD, clock),
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

  private static void warmUp(Telemetry telemetry) throws IOException {
    try (var endpoint = PrimingEndpoint.answering(SsmDocuments.PRIMING_ANSWER);
        var documents = SsmDocuments.priming(endpoint.uri())) {
      var slowApi =
          new SlowApi(
              telemetry,
              new CachedValue<>("settings", documents, SETTINGS_PERIOD, InstantSource.system()),
              new Randomness(() -> 0),
              Thread::sleep);
      HttpEntry.internalRoute(telemetry, "slow", slowApi::process)
          .warmUp("{\"order_id\":\"warm-up\"}");
    }
  }
}
