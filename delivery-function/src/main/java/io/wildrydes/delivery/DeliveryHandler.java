// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.wildrydes.kit.PerEnvironment;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.http.HttpCaller;
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

/// Lambda entry for accepted orders, from the bus's rule or from the queue.
public final class DeliveryHandler implements RequestStreamHandler {
  private static final Duration SETTINGS_PERIOD = Duration.ofSeconds(5);
  private static final Duration TRY_LIMIT = Duration.ofSeconds(4);

  /// Longer than any invocation: a fragile call has no time limit of its own, and a resilient
  /// call's limit includes connecting.
  private static final Duration CONNECT_TIMEOUT = Duration.ofMinutes(15);

  private final DeliveryEntry entry;
  private final Priming priming;

  public DeliveryHandler() {
    this(DeliveryConfig.from(System.getenv()), InstantSource.system());
  }

  DeliveryHandler(
      Telemetry telemetry, DeliveryEntry entry, Priming.WarmUp warmUp, List<PerEnvironment> parts) {
    this.entry = entry;
    this.priming = new Priming(telemetry, warmUp, parts).register();
  }

  private DeliveryHandler(DeliveryConfig config, InstantSource clock) {
    var telemetry = new Telemetry(config.service(), new Tracer(), clock);
    var parameters = SsmParameters.create(config);
    var documents = new CachedValue<>("settings", parameters::documents, SETTINGS_PERIOD, clock);
    var access = new PartnerAccess(parameters::endpoint, SecretApiKey.create(config), clock);
    var caller = new HttpCaller(telemetry.tracer(), CONNECT_TIMEOUT);
    var randomness = new Randomness(() -> new SecureRandom().nextLong());
    var policies = new RetryPolicies(documents, randomness, TRY_LIMIT);
    var calls = new PartnerCalls(telemetry, new HttpPartner(caller), access, clock);
    var delivery = new Delivery(calls, policies, Thread::sleep);
    this(
        telemetry,
        new DeliveryEntry(telemetry, delivery, clock),
        new DeliveryPriming(telemetry, caller)::run,
        List.of(documents, access, caller, randomness));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    entry.handle(in, out, context);
  }

  Priming priming() {
    return priming;
  }
}
