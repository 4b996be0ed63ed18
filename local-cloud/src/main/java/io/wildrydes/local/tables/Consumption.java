// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads from an answer what it consumed, whether the caller asked for that or not.
///
/// See https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConsumedCapacity.html.
final class Consumption {
  private static final String ASK = "ReturnConsumedCapacity";
  private static final String ANSWER = "ConsumedCapacity";

  private Consumption() {}

  /// Lets the request ask for it.
  ///
  /// @return whether it did so already
  static boolean ask(ObjectNode request) {
    if (!request.path(ASK).asText("NONE").equals("NONE")) {
      return true;
    }
    request.put(ASK, "TOTAL");
    return false;
  }

  /// The units by table.
  static Map<String, Double> of(ObjectNode answer) {
    var consumed = answer.path(ANSWER);
    var units = new TreeMap<String, Double>();
    for (JsonNode one : consumed.isArray() ? consumed : List.of(consumed)) {
      if (one.has("TableName")) {
        units.merge(
            one.path("TableName").asText(), one.path("CapacityUnits").asDouble(), Double::sum);
      }
    }
    return units;
  }

  /// Takes it out of an answer whose caller did not ask.
  static void strip(ObjectNode answer) {
    answer.remove(ANSWER);
  }
}
