// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.http.Answer;
import io.wildrydes.kit.http.Body;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/// What is sent to fleet, promo and record, and what is read from their answers.
final class ServiceBodies {
  /// Until riders sign in.
  private static final String USER = "anonymous";

  private ServiceBodies() {}

  static Body promo(PickupLocation pickup) {
    var question = JsonNodeFactory.instance.objectNode().put("User", USER);
    question.set("PickupLocation", pickup.toJson());
    return Body.of(question.toString());
  }

  static Body record(Ride ride) {
    return Body.of(ride.toJson().toString());
  }

  /// The multiplier in promo's answer, if that has one that is a number.
  static Optional<BigDecimal> multiplier(Answer answer) {
    return object(answer)
        .map(discount -> discount.path("DiscountMultiplier"))
        .filter(JsonNode::isNumber)
        .map(JsonNode::decimalValue);
  }

  /// An answer that is a JSON object.
  static Optional<ObjectNode> object(Answer answer) {
    try {
      return Json.MAPPER.readTree(answer.body().bytes()) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException | NumberFormatException _) {
      // A number whose exponent no BigDecimal holds is valid JSON that Jackson gives up on.
      return Optional.empty();
    }
  }
}
