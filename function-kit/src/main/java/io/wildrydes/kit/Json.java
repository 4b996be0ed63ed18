// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// The JSON mappers of a function. Numbers keep every digit the caller sent, and text after the
/// first value is refused.
public final class Json {
  /// Reads and writes what the platform and other functions send, within Jackson's bounds.
  public static final ObjectMapper MAPPER = within(StreamReadConstraints.defaults());

  /// Reads what callers send: nested 500 levels at most, numbers of at most 500 characters. That is
  /// half of what [#MAPPER] and other readers take, so that it can travel within an event and come
  /// out of it.
  public static final ObjectMapper CALLERS_MAPPER =
      within(StreamReadConstraints.builder().maxNestingDepth(500).maxNumberLength(500).build());

  private Json() {}

  private static ObjectMapper within(StreamReadConstraints bounds) {
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(bounds).build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }
}
