// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

import io.wildrydes.kit.telemetry.LogField;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// A call to another service. `X-Amzn-Trace-Id` is added when it is sent.
///
/// @param annotations what the call's subsegment carries
public record OutgoingRequest(
    String method, URI uri, Map<String, String> headers, Body body, List<LogField> annotations) {
  public OutgoingRequest {
    headers = Map.copyOf(headers);
    annotations = List.copyOf(annotations);
  }

  public static OutgoingRequest get(URI uri, Map<String, String> headers) {
    return new OutgoingRequest("GET", uri, headers, Body.EMPTY, List.of());
  }

  public static OutgoingRequest post(URI uri, Map<String, String> headers, Body body) {
    return new OutgoingRequest("POST", uri, headers, body, List.of());
  }

  public OutgoingRequest annotated(LogField... fields) {
    return new OutgoingRequest(method, uri, headers, body, List.of(fields));
  }
}
