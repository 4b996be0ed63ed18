// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.net.URLDecoder;
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
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
