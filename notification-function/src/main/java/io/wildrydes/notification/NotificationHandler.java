// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.notification;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.wildrydes.kit.http.HttpEntry;
import io.wildrydes.kit.priming.Priming;
import io.wildrydes.kit.priming.PrimingEndpoint;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;

/// Lambda entry of `POST /notify`.
public final class NotificationHandler implements RequestStreamHandler {
  private final HttpEntry entry;
  private final Priming priming;

  public NotificationHandler() {
    this(NotificationConfig.from(System.getenv()), InstantSource.system());
  }

  NotificationHandler(Telemetry telemetry, OrderEvents events, InstantSource clock) {
    entry = entry(telemetry, events, clock);
    priming = new Priming(telemetry, () -> warmUp(telemetry, clock), List.of()).register();
  }

  private NotificationHandler(NotificationConfig config, InstantSource clock) {
    this(
        new Telemetry(config.service(), new Tracer(), clock),
        EventBridgeOrderEvents.create(config),
        clock);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    entry.handle(in, out, context);
  }

  Priming priming() {
    return priming;
  }

  private static HttpEntry entry(Telemetry telemetry, OrderEvents events, InstantSource clock) {
    return HttpEntry.publicRoute(
        telemetry, "notify", new Notification(telemetry, events, clock)::accept);
  }

  private static void warmUp(Telemetry telemetry, InstantSource clock) throws IOException {
    try (var endpoint = PrimingEndpoint.answering(EventBridgeOrderEvents.PRIMING_ANSWER);
        var events = EventBridgeOrderEvents.priming(endpoint.uri())) {
      entry(telemetry, events, clock).warmUp("{\"order_id\":\"warm-up\"}");
    }
  }
}
