// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.wildrydes.kit.PerEnvironment;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.http.HttpCaller;
import io.wildrydes.kit.http.HttpEntry;
import io.wildrydes.kit.priming.Priming;
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
import java.util.UUID;

/// Lambda entry of `POST /ride`.
public final class RequestRideHandler implements RequestStreamHandler {
  private static final Duration SETTINGS_PERIOD = Duration.ofSeconds(5);

  /// Longer than any invocation: a fragile call has no time limit of its own, and a resilient
  /// call's limit includes connecting.
  private static final Duration CONNECT_TIMEOUT = Duration.ofMinutes(15);

  private final HttpEntry entry;
  private final Priming priming;

  public RequestRideHandler() {
    this(RequestRideConfig.from(System.getenv()), InstantSource.system());
  }

  RequestRideHandler(
      Telemetry telemetry,
      RequestRide requestRide,
      Priming.WarmUp warmUp,
      List<PerEnvironment> parts) {
    entry = entry(telemetry, requestRide);
    priming = new Priming(telemetry, warmUp, parts).register();
  }

  private RequestRideHandler(RequestRideConfig config, InstantSource clock) {
    var telemetry = new Telemetry(config.service(), new Tracer(), clock);
    var documents =
        new CachedValue<>("settings", SsmDocuments.create(config), SETTINGS_PERIOD, clock);
    var randomness = new Randomness(() -> new SecureRandom().nextLong());
    var caller = new HttpCaller(telemetry.tracer(), CONNECT_TIMEOUT);
    var signer = new RequestSigner(AwsClients.credentials(), config.region(), clock);
    var modes =
        new Modes(
            documents,
            randomness,
            new HttpInternalApi(caller, signer, config.internalApi()),
            EventBridgeRideEvents.create(config),
            Thread::sleep,
            telemetry.metrics());
    this(
        telemetry,
        new RequestRide(telemetry, modes, UUID::randomUUID, clock),
        new RequestRidePriming(telemetry, caller, UUID::randomUUID)::run,
        List.of(documents, randomness, caller));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    entry.handle(in, out, context);
  }

  Priming priming() {
    return priming;
  }

  static HttpEntry entry(Telemetry telemetry, RequestRide requestRide) {
    return HttpEntry.publicRoute(telemetry, "request_ride", requestRide::request);
  }
}
