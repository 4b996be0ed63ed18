// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// What a function wrote when it failed at an order.
///
/// @param reason the function's own word for it
/// @param detail the exception's message
record LoggedFailure(Instant at, String reason, String detail) {

  /// Reads a log line with milestone `DELIVERY_FAILED`.
  static LoggedFailure of(JsonNode line) {
    return new LoggedFailure(
        Instant.parse(line.path("timestamp").asText()),
        line.path("reason").asText(),
        line.path("exceptionMessage").asText());
  }
}
