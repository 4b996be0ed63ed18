// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.stacks;

import io.wildrydes.local.aws.AwsException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The input of an operation in the Query protocol: `Action=...&Name=...&List.member.1=...`.
record Form(Map<String, String> fields) {

  /// The form in the body and, for those who use GET, in the query.
  ///
  /// @throws AwsException `MalformedQueryString` when it cannot be decoded
  static Form parse(byte[] body, String query) {
    var fields = new LinkedHashMap<String, String>();
    for (var text : List.of(query, new String(body, StandardCharsets.UTF_8))) {
      for (var field : text.split("&", -1)) {
        int equals = field.indexOf('=');
        if (equals > 0) {
          fields.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
        }
      }
    }
    return new Form(fields);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name)).filter(text -> !text.isEmpty());
  }

  String required(String name) {
    return text(name)
        .orElseThrow(() ->
            StacksApi.invalid(
                ("1 validation error detected: Value null at '%s' failed to satisfy constraint:"
                        + " Member must not be null")
                    .formatted(Character.toLowerCase(name.charAt(0)) + name.substring(1))));
  }

  /// The members of a list, in their order.
  List<String> list(String name) {
    var members = new ArrayList<String>();
    var member = text(name + ".member.1");
    while (member.isPresent()) {
      members.add(member.get());
      member = text(name + ".member." + (members.size() + 1));
    }
    return members;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new AwsException(
          400, "MalformedQueryString", "The query string contains a syntax error");
    }
  }
}
