// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.orders;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.acceptance.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One order as its sender saw it: a line of the load test's ledger.
///
/// @param at when it was sent
/// @param answer the HTTP status, or the client's error code when no answer came
/// @param correlationId empty when the answer carried none
/// @param latencyMillis from sending to the end of the answer
public record Sent(
    Instant at,
    String orderId,
    String answer,
    Optional<String> correlationId,
    double latencyMillis) {

  public boolean isAccepted() {
    return answer.equals("202");
  }

  /// Whether anything came back, whatever it said.
  public boolean isAnswered() {
    return !answer.isEmpty() && answer.chars().allMatch(Character::isDigit);
  }

  /// The ledger's lines, in the order of their outcomes.
  public static List<Sent> read(Path ledger) throws IOException {
    var sent = new ArrayList<Sent>();
    JsonLines.read(ledger, line -> sent.add(of(line)));
    return sent;
  }

  private static Sent of(JsonNode line) {
    return new Sent(
        Instant.parse(line.path("at").asText()),
        line.path("order_id").asText(),
        line.hasNonNull("status") ? line.get("status").asText() : line.path("error").asText(),
        Optional.ofNullable(line.path("correlation_id").textValue()),
        line.path("latency_ms").asDouble());
  }
}
