// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import java.util.Optional;
import java.util.stream.Stream;

/// What a parameter holds.
enum ParameterType {
  STRING("String"),
  STRING_LIST("StringList"),
  SECURE_STRING("SecureString");

  private final String wireName;

  ParameterType(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }

  static Optional<ParameterType> parse(String wireName) {
    return Stream.of(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
