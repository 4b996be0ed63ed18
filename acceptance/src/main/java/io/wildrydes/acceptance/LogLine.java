// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;

/// One line of a log group.
///
/// @param group such as `aws/lambda/wild-rydes-delivery`
/// @param json the object in the text; missing for platform lines
public record LogLine(String group, String text, JsonNode json) {

  /// The line as its group holds it.
  public static LogLine of(String group, String text) {
    return new LogLine(
        group, text, JsonLines.parse(text).orElseGet(() -> MissingNode.getInstance()));
  }

  /// What the line says of an order's way; empty for all other lines.
  public String milestone() {
    return json.path("milestone").asText();
  }

  /// Names the order; empty when the line speaks of none.
  public String correlationId() {
    return json.path("correlationId").asText();
  }

  public String requestId() {
    return json.path("AWSRequestId").asText();
  }

  /// When a function wrote the line; call it only for lines with a milestone.
  public Instant at() {
    return Instant.parse(json.path("timestamp").asText());
  }

  /// Whether the line is of the function of that name, whatever the stack's name.
  public boolean isOf(String function) {
    return group.endsWith("-" + function);
  }
}
