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
    detail
        .codePoints()
        .filter(character -> !isCarried(character))
        .findFirst()
        .ifPresent(character -> {
          throw HttpProblem.invalidRequest(refusal(character));
        });
    var bytes = detail.getBytes(StandardCharsets.UTF_8).length + OVERHEAD_BYTES;
    if (bytes > MAX_ENTRY_BYTES) {
      throw HttpProblem.tooLarge(
          "the order makes an event of %d bytes, at most %d are possible"
              .formatted(bytes, MAX_ENTRY_BYTES));
    }
    return new OrderEvent(detail);
  }

  /// Whether SQS takes the character, in the queue and in any dead-letter queue alike. Within JSON
  /// text control characters are escapes and pass; all others stand as they are.
  /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html>
  private static boolean isCarried(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  private static String refusal(int character) {
    return Character.getType(character) == Character.SURROGATE
        ? "the body has half of a surrogate pair, send Unicode text"
        : "the body has the character U+%04X, which no queue carries, leave it out"
            .formatted(character);
  }
}
