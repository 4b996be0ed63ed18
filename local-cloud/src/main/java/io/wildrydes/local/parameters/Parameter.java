// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/// One version of one parameter.
record Parameter(
    String name, long version, Content content, Instant modifiedAt, String modifiedBy) {

  /// What a write sets.
  ///
  /// @param tier never [Tier#INTELLIGENT_TIERING]
  record Content(ParameterType type, String value, Tier tier, String description) {}

  /// The value as a caller sees it. A secure string that was not asked to be decrypted is an opaque
  /// text; **Differs:** nothing is encrypted here, the text is a digest.
  String valueFor(boolean withDecryption) {
    return content.type() == ParameterType.SECURE_STRING && !withDecryption
        ? opaque(content.value())
        : content.value();
  }

  private static String opaque(String value) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return "AQICAHh" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
