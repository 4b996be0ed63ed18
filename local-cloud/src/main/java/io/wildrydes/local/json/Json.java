// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// Reads and writes JSON trees. Numbers keep their digits, trailing text after the first value is
/// malformed, and reading stops at 1000 levels. Writing goes on to twice as many, so that what was
/// read can be written within something else.
public final class Json {
  private static final int MAX_LEVELS = 1000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_LEVELS)
                          .maxStringLength(32 * 1024 * 1024)
                          .build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(2 * MAX_LEVELS).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /// The value that the text holds.
  ///
  /// @throws MalformedJsonException when the text is not exactly one JSON value
  public static JsonNode parse(String text) {
    try {
      return present(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new MalformedJsonException(e);
    }
  }

  /// The value that the UTF-8 text holds.
  ///
  /// @throws MalformedJsonException when the text is not exactly one JSON value
  public static JsonNode parse(byte[] text) {
    try {
      return present(MAPPER.readTree(text));
    } catch (IOException e) {
      throw new MalformedJsonException(e);
    }
  }

  public static String write(JsonNode value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree is always writable", e);
    }
  }

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  private static JsonNode present(JsonNode value) {
    if (value == null || value.isMissingNode()) {
      throw new MalformedJsonException("no JSON value in empty text");
    }
    return value;
  }
}
