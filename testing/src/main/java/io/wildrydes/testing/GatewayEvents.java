// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// API Gateway's proxy events (payload version 1.0), with what functions read of them.
public final class GatewayEvents {
  /// The request id every event has.
  public static final String REQUEST_ID = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef";

  private GatewayEvents() {}

  public static InputStream post(String path, String body, Map<String, String> headers) {
    return event("POST", path, body, headers);
  }

  public static InputStream get(String path, Map<String, String> headers) {
    return event("GET", path, null, headers);
  }

  private static InputStream event(
      String method, String path, @Nullable String body, Map<String, String> headers) {
    var event = new HashMap<String, @Nullable Object>();
    event.put("httpMethod", method);
    event.put("path", path);
    event.put("headers", headers);
    event.put("body", body);
    event.put("isBase64Encoded", false);
    event.put("requestContext", Map.of("requestId", REQUEST_ID));
    try {
      return new ByteArrayInputStream(new JsonMapper().writeValueAsBytes(event));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
