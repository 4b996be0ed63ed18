// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request's query parameters, decoded; `+` is a space. A part that is no valid encoding stays as
/// sent.
///
/// @param parameters the values of each name, in the order sent
record Query(Map<String, List<String>> parameters) {
  private static final int HEX = 16;

  static Query parse(String query) {
    var parameters = new LinkedHashMap<String, List<String>>();
    for (var part : query.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        var name = decode(equals < 0 ? part : part.substring(0, equals));
        var value = equals < 0 ? "" : decode(part.substring(equals + 1));
        parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return new Query(parameters);
  }

  /// The last value of a name, the one that counts where there can be only one.
  Optional<String> last(String name) {
    return Optional.ofNullable(parameters.get(name)).map(List::getLast);
  }

  private static String decode(String text) {
    var bytes = new ByteArrayOutputStream(text.length());
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < encoded.length; i++) {
      switch (encoded[i]) {
        case '+' -> bytes.write(' ');
        case '%' -> {
          int high = i + 1 < encoded.length ? Character.digit(encoded[i + 1], HEX) : -1;
          int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], HEX) : -1;
          if (high < 0 || low < 0) {
            return text;
          }
          bytes.write(high * HEX + low);
          i += 2;
        }
        default -> bytes.write(encoded[i]);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
