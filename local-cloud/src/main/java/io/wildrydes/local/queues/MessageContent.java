// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a sender puts into a message.
///
/// @param traceHeader the system attribute `AWSTraceHeader`; it does not count towards the size
public record MessageContent(
    String body, Map<String, MessageAttribute> attributes, @Nullable String traceHeader) {

  public MessageContent {
    attributes = Map.copyOf(attributes);
  }

  /// Content without attributes or trace.
  public static MessageContent of(String body) {
    return new MessageContent(body, Map.of(), null);
  }

  public MessageContent withTrace(@Nullable String otherTraceHeader) {
    return new MessageContent(body, attributes, otherTraceHeader);
  }

  /// What AWS counts: the body, and name, type and value of each attribute, in UTF-8.
  int sizeBytes() {
    int size = utf8(body);
    for (var attribute : attributes.entrySet()) {
      var value = attribute.getValue();
      size += utf8(attribute.getKey()) + utf8(value.dataType()) + value.bytes().length;
    }
    return size;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
