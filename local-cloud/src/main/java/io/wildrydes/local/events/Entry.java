// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import io.wildrydes.local.aws.TraceHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of a PutEvents call, as the caller sent it.
///
/// @param bus a name or an ARN; the default bus when null
/// @param time when it happened; the time of the call when null
record Entry(
    @Nullable String source,
    @Nullable String detailType,
    @Nullable String detail,
    @Nullable String bus,
    List<String> resources,
    @Nullable Instant time,
    @Nullable TraceHeader trace) {

  private static final int TIME_BYTES = 14;

  Entry {
    resources = List.copyOf(resources);
  }

  /// The size that counts against the call's limit, see
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html.
  int sizeBytes() {
    int size = time == null ? 0 : TIME_BYTES;
    for (var resource : resources) {
      size += bytes(resource);
    }
    return size + bytes(source) + bytes(detailType) + bytes(detail);
  }

  private static int bytes(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
