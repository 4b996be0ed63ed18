// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wildrydes.local.aws.Identity;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// What a resource's `Ref` and attributes are made from. Ids that AWS draws at random are computed
/// from stack and logical id here, so that they are the same at every start.
///
/// @param name its physical name
/// @param properties resolves a top-level property to text, empty when it has none
record ResourceFacts(
    String logicalId,
    String name,
    String stackName,
    Identity identity,
    Endpoints endpoints,
    UnaryOperator<String> properties) {
  private static final String ALPHABET =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  String text(String property) {
    return properties.apply(property);
  }

  String arn(String service, String resource) {
    return identity.arn(service, resource);
  }

  /// `<stack>-<logical id>-<12 characters>`, AWS's form of a generated name, cut before the last
  /// part where the service allows less.
  static String generatedName(String stackName, String logicalId, int longest) {
    var suffix = "-" + id(stackName, logicalId, 12);
    var prefix = stackName + "-" + logicalId;
    return prefix.substring(0, Math.min(prefix.length(), longest - suffix.length())) + suffix;
  }

  /// Letters and digits.
  String id(int length) {
    return id(stackName, logicalId, length);
  }

  /// Lower-case letters and digits, as API Gateway has them.
  String lowerId(int length) {
    var number = new BigInteger(1, hash(stackName, logicalId)).toString(36);
    return number.substring(number.length() - length);
  }

  /// Upper-case letters and digits, as IAM has them.
  String upperId(int length) {
    return lowerId(length).toUpperCase(Locale.ROOT);
  }

  String uuid() {
    return UUID.nameUUIDFromBytes(hash(stackName, logicalId)).toString();
  }

  private static String id(String stackName, String logicalId, int length) {
    var number = new BigInteger(1, hash(stackName, logicalId));
    var base = BigInteger.valueOf(ALPHABET.length());
    var id = new StringBuilder();
    for (int i = 0; i < length; i++) {
      var parts = number.divideAndRemainder(base);
      id.append(ALPHABET.charAt(parts[1].intValue()));
      number = parts[0];
    }
    return id.toString();
  }

  private static byte[] hash(String stackName, String logicalId) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest((stackName + "/" + logicalId).getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
