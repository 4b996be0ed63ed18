// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;

/// One answer as it came over the wire.
///
/// @param headers by name, which compares without case
record RawAnswer(int status, Map<String, List<String>> headers, String body) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /// The only value of a header; empty when there is none, or more than one.
  String header(String name) {
    var values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? values.getFirst() : "";
  }

  boolean has(String name) {
    return headers.containsKey(name);
  }

  boolean endsConnection() {
    return header("Connection").equals("close");
  }

  /// The body as JSON; missing when it is none.
  JsonNode json() {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }
}
