// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import io.wildrydes.local.aws.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Names one receive of one message of one queue; opaque to consumers.
///
/// @param receive counts the receives of the message in this queue
record ReceiptHandle(String queueArn, String messageId, long receive) {
  private static final int PARTS = 3;

  /// The handle in the text.
  ///
  /// @throws AwsException when it was not given out by this queue
  static ReceiptHandle parse(String text, String queueArn) {
    try {
      var parts = decode(text).split(" ", -1);
      if (parts.length == PARTS && parts[0].equals(queueArn)) {
        return new ReceiptHandle(queueArn, parts[1], Long.parseUnsignedLong(parts[2]));
      }
    } catch (IllegalArgumentException _) {
      // neither base64 nor a number: not ours, as below
    }
    throw SqsErrors.receiptHandleIsInvalid(text);
  }

  String text() {
    var parts = queueArn + " " + messageId + " " + receive;
    return Base64.getEncoder().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }
}
