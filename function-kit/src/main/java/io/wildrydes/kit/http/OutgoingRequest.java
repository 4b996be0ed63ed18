// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

import java.net.URI;
import java.util.Map;

/// A call to another service. `X-Amzn-Trace-Id` is added when it is sent.
public record OutgoingRequest(String method, URI uri, Map<String, String> headers, Body body) {
  public OutgoingRequest {
    headers = Map.copyOf(headers);
  }

  public static OutgoingRequest get(URI uri, Map<String, String> headers) {
    return new OutgoingRequest("GET", uri, headers, Body.EMPTY);
  }

  public static OutgoingRequest post(URI uri, Map<String, String> headers, Body body) {
    return new OutgoingRequest("POST", uri, headers, body);
  }
}
