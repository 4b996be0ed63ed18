// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// One attribute of a message: metadata beside the body.
///
/// See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html.
public sealed interface MessageAttribute {
  /// `String`, `Number` or `Binary`, with or without a label behind a dot.
  String dataType();

  /// The value as it is counted and digested.
  byte[] bytes();

  /// An attribute of type `String`.
  static MessageAttribute of(String value) {
    return new Text("String", value);
  }

  /// A string or a number.
  record Text(String dataType, String value) implements MessageAttribute {
    @Override
    public byte[] bytes() {
      return value.getBytes(StandardCharsets.UTF_8);
    }
  }

  /// Bytes.
  ///
  /// @param base64 valid base64
  record Binary(String dataType, String base64) implements MessageAttribute {
    @Override
    public byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }
  }
}
