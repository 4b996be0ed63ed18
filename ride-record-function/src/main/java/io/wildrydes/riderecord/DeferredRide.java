// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.http.CorrelationId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A message whose body should be the bus's event `ride-record-requested`, its detail a ride with
/// `meta_data`.
record DeferredRide(String id, String body) {
  /// The messages of an invocation. <https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html>
  ///
  /// @throws MalformedRideException when the invocation's payload is no batch of messages
  static List<DeferredRide> batch(InputStream in) throws IOException {
    if (!(parsed(in.readAllBytes()).path("Records") instanceof ArrayNode records)) {
      throw new MalformedRideException("input is not a batch of messages");
    }
    var messages = new ArrayList<DeferredRide>();
    for (var message : records) {
      var id = message.path("messageId");
      if (!id.isTextual()) {
        throw new MalformedRideException("a record of the batch has no messageId");
      }
      messages.add(new DeferredRide(id.textValue(), message.path("body").asText()));
    }
    return messages;
  }

  /// The ride, with what the event says about it.
  ///
  /// @throws MalformedRideException when the body is no event
  JsonNode detail() {
    return parsed(body.getBytes(StandardCharsets.UTF_8)).path("detail");
  }

  static Optional<String> correlationIdOf(JsonNode detail) {
    var offered = detail.path("meta_data").path("correlation_id").textValue();
    return Optional.of(CorrelationId.of(offered, "")).filter(id -> !id.isEmpty());
  }

  private static JsonNode parsed(byte[] json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (IOException _) { // its text would quote the ride
      throw new MalformedRideException("not valid JSON");
    }
  }
}
