// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.wildrydes.kit.http.Answer;
import io.wildrydes.kit.http.CorrelationId;
import io.wildrydes.kit.http.HttpCaller;
import io.wildrydes.kit.http.OutgoingRequest;
import io.wildrydes.kit.telemetry.LogField;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// Posts orders to the partner's endpoint. The idempotency key is the same for each try of an
/// order, so that the partner can tell a repetition from a second order.
final class HttpPartner implements Partner {
  private final HttpCaller caller;

  HttpPartner(HttpCaller caller) {
    this.caller = caller;
  }

  @Override
  public Answer send(Call call) throws IOException, InterruptedException {
    return caller.sendWithoutDeadline(encode(call));
  }

  @Override
  public Answer send(Call call, Duration limit) throws IOException, InterruptedException {
    return caller.send(encode(call), limit);
  }

  private static OutgoingRequest encode(Call call) {
    var order = call.order();
    var headers =
        Map.of(
            "Content-Type",
            "application/json",
            "x-api-key",
            call.access().key().value(),
            "idempotency-key",
            order.correlationId(),
            CorrelationId.HEADER,
            order.correlationId());
    return OutgoingRequest.post(call.access().endpoint(), headers, order.body())
        .annotated(LogField.attempt(call.attempt()), LogField.correlationId(order.correlationId()));
  }
}
