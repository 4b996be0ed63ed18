// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.JsonInput;
import java.util.Set;

/// The streams that a search is limited to.
///
/// @param names all when empty
/// @param prefix all when empty
record StreamChoice(Set<String> names, String prefix) {
  private static final int MAX_NAMES = 100;

  static StreamChoice from(JsonInput input) {
    var prefix = input.string("logStreamNamePrefix").orElse("");
    if (!input.has("logStreamNames")) {
      return new StreamChoice(Set.of(), prefix);
    }
    input.checkLength("logStreamNames", 1, MAX_NAMES);
    if (!prefix.isEmpty()) {
      throw new AwsException(
          400,
          "InvalidParameterException",
          "logStreamNamePrefix and logStreamNames cannot both be given");
    }
    return new StreamChoice(Set.copyOf(input.strings("logStreamNames")), prefix);
  }

  boolean has(String stream) {
    return stream.startsWith(prefix) && (names.isEmpty() || names.contains(stream));
  }
}
