// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.kit.http.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/// An accepted order as it goes onto the event bus: the caller's object with `meta_data` added.
///
/// @param detail JSON text
record OrderEvent(String detail) {
  static final String SOURCE = "wild-rydes.notification";
  static final String DETAIL_TYPE = "order-notify";

  private static final String META_DATA = "meta_data";
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  /// EventBridge counts source, detail type and detail in UTF-8, and 14 bytes for a time.
  /// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html>
  private static final int MAX_ENTRY_BYTES = 256 * 1024;

  private static final int OVERHEAD_BYTES = SOURCE.length() + DETAIL_TYPE.length() + 14;

  /// @throws HttpProblem when the order cannot travel as an event and arrive as it was sent
  static OrderEvent of(ObjectNode order, String correlationId, Instant acceptedAt) {
    if (order.has(META_DATA)) {
      throw HttpProblem.invalidRequest("the field meta_data is reserved, leave it out");
    }
    var event = order.deepCopy();
    event
        .putObject(META_DATA)
        .put("correlation_id", correlationId)
        .put("accepted_at", MILLISECONDS.format(acceptedAt));
    var detail = event.toString();
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(detail)) {
      throw HttpProblem.invalidRequest("the body has half of a surrogate pair, send Unicode text");
    }
    var bytes = detail.getBytes(StandardCharsets.UTF_8).length + OVERHEAD_BYTES;
    if (bytes > MAX_ENTRY_BYTES) {
      throw HttpProblem.tooLarge(
          "the order makes an event of %d bytes, at most %d are possible"
              .formatted(bytes, MAX_ENTRY_BYTES));
    }
    return new OrderEvent(detail);
  }
}
