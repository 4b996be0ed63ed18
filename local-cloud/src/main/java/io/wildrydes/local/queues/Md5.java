// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The digests that SQS answers with and SDKs check.
///
/// See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation.
final class Md5 {
  private static final byte TEXT = 1;
  private static final byte BINARY = 2;

  private Md5() {}

  static String ofBody(String body) {
    var digest = digest();
    digest.update(body.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  /// The digest over names, types and values, by name.
  static String ofAttributes(Map<String, MessageAttribute> attributes) {
    var digest = digest();
    new TreeMap<>(attributes)
        .forEach((name, attribute) -> {
          add(digest, name.getBytes(StandardCharsets.UTF_8));
          add(digest, attribute.dataType().getBytes(StandardCharsets.UTF_8));
          digest.update(attribute instanceof MessageAttribute.Binary ? BINARY : TEXT);
          add(digest, attribute.bytes());
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
