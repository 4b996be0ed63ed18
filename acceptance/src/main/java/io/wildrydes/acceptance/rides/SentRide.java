// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.acceptance.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One ride as its rider saw it: a line of the load test's ledger.
///
/// @param at when it was asked for
/// @param answer the HTTP status, or the client's error code when no answer came
/// @param rideId empty unless the ride was granted
/// @param correlationId empty when the answer carried none
/// @param latencyMillis from asking to the end of the answer
public record SentRide(
    Instant at,
    String answer,
    Optional<String> rideId,
    Optional<String> correlationId,
    double latencyMillis) {

  /// Whether the rider was told that a unicorn comes.
  public boolean isGranted() {
    return answer.equals("201");
  }

  /// The ledger's lines, in the order of their outcomes.
  public static List<SentRide> read(Path ledger) throws IOException {
    var rides = new ArrayList<SentRide>();
    JsonLines.read(ledger, line -> rides.add(of(line)));
    return rides;
  }

  private static SentRide of(JsonNode line) {
    return new SentRide(
        Instant.parse(line.path("at").asText()),
        line.hasNonNull("status") ? line.get("status").asText() : line.path("error").asText(),
        Optional.ofNullable(line.path("ride_id").textValue()),
        Optional.ofNullable(line.path("correlation_id").textValue()),
        line.path("latency_ms").asDouble());
  }
}
