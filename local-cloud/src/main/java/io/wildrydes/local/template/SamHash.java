// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/// The hash that SAM ends logical ids with, so that changed contents make another resource: SHA-1
/// of compact JSON with sorted keys, or of text as it is.
final class SamHash {
  private SamHash() {}

  static String of(JsonNode value, int length) {
    return of(Json.write(sorted(value)), length);
  }

  static String of(String text, int length) {
    try {
      var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static JsonNode sorted(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        var fields = new TreeMap<String, JsonNode>();
        object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
        var result = Json.object();
        fields.forEach(result::set);
        yield result;
      }
      case ArrayNode list -> {
        var result = Json.array();
        list.forEach(element -> result.add(sorted(element)));
        yield result;
      }
      default -> value;
    };
  }
}
