// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import io.wildrydes.kit.http.Answer;
import io.wildrydes.kit.http.CorrelationId;
import io.wildrydes.kit.http.HttpCaller;
import io.wildrydes.kit.http.OutgoingRequest;
import io.wildrydes.kit.telemetry.LogField;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Calls the internal API, each try with a signature of its own. The trace header comes after the
/// signature, which it must not be part of: whatever passes a call on may change it.
final class HttpInternalApi implements InternalApi {
  private final HttpCaller caller;
  private final RequestSigner signer;
  private final URI address;
  private final InstantSource clock;

  HttpInternalApi(HttpCaller caller, RequestSigner signer, URI address) {
    this.caller = caller;
    this.signer = signer;
    this.address = address;
    this.clock = signer.clock();
  }

  @Override
  public Answer send(Call call) throws IOException, InterruptedException {
    return caller.sendWithoutDeadline(signer.signed(encode(call)));
  }

  /// Credentials that have to be fetched first take their time off the limit.
  @Override
  public Answer send(Call call, Duration limit) throws IOException, InterruptedException {
    var start = clock.instant();
    var request = signer.signed(encode(call));
    return caller.send(request, limit.minus(Duration.between(start, clock.instant())));
  }

  private OutgoingRequest encode(Call call) {
    var uri = URI.create(address + call.service().path());
    var headers =
        Map.of("Content-Type", "application/json", CorrelationId.HEADER, call.correlationId());
    var annotations =
        List.of(LogField.attempt(call.attempt()), LogField.correlationId(call.correlationId()));
    return new OutgoingRequest(call.service().method(), uri, headers, call.body(), annotations);
  }
}
