// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// Reads and writes JSON trees. Numbers keep their digits, trailing text after the first value is
/// malformed, and nesting is bounded by Jackson's defaults.
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(32 * 1024 * 1024).build());
  }

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

  /// The value on several lines, for people.
  public static String pretty(JsonNode value) {
    return value.toPrettyString();
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
