// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.wildrydes.kit.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/// A function's answer, with a JSON body.
public record Response(int status, Map<String, String> headers, String body) {
  public Response {
    headers = Map.copyOf(headers);
  }

  /// An answer whose body is this value as JSON.
  ///
  /// @param value a record, map or tree that JSON can express
  public static Response json(int status, Object value) {
    try {
      var headers = Map.of("Content-Type", "application/json");
      return new Response(status, headers, Json.MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          value.getClass().getName() + " cannot be written as JSON", e);
    }
  }

  /// The same answer with these headers as well.
  public Response with(Map<String, String> more) {
    var all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Response(status, all, body);
  }
}
