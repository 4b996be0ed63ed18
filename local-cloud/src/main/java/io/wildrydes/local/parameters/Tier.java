// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import io.wildrydes.local.aws.AwsException;
import java.util.Optional;
import java.util.stream.Stream;

/// How large a parameter's value may be.
///
/// See
/// https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html.
enum Tier {
  STANDARD("Standard", 4096),
  ADVANCED("Advanced", 8192),
  /// Becomes one of the other two with each write, and is never stored.
  INTELLIGENT_TIERING("Intelligent-Tiering", 8192);

  private final String wireName;
  private final int maxCharacters;

  Tier(String wireName, int maxCharacters) {
    this.wireName = wireName;
    this.maxCharacters = maxCharacters;
  }

  String wireName() {
    return wireName;
  }

  static Optional<Tier> parse(String wireName) {
    return Stream.of(values()).filter(tier -> tier.wireName.equals(wireName)).findFirst();
  }

  /// The tier that a value is stored in.
  ///
  /// @throws AwsException when the value is too long for it
  Tier holding(String value) {
    if (this == INTELLIGENT_TIERING) {
      return (value.length() <= STANDARD.maxCharacters ? STANDARD : ADVANCED).holding(value);
    }
    if (value.length() > maxCharacters) {
      var hint =
          this == STANDARD
              ? " To create a larger parameter value, upgrade the parameter to use the"
                  + " advanced-parameter tier. For more information, see"
                  + " https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"
              : "";
      throw new AwsException(
          400,
          "ValidationException",
          "%s tier parameters support a maximum parameter value of %d characters.%s"
              .formatted(wireName, maxCharacters, hint));
    }
    return this;
  }
}
