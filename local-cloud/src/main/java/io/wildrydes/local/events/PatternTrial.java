// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.io.IOException;
import java.util.List;
import software.amazon.event.ruler.GenericMachine;
import software.amazon.event.ruler.JsonRuleCompiler;

/// Whether an event matches a pattern, asked for without a rule.
///
/// See https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html.
final class PatternTrial {
  private static final List<String> MANDATORY =
      List.of("id", "account", "source", "time", "region", "resources", "detail-type");

  private PatternTrial() {}

  /// @throws AwsException when either is not what it should be
  static boolean matches(String pattern, String event) {
    var fault = JsonRuleCompiler.check(pattern);
    if (fault != null) {
      throw new AwsException(
          400, "InvalidEventPatternException", "Event pattern is not valid. Reason: " + fault);
    }
    var machine = GenericMachine.<String>builder().build();
    try {
      machine.addRule("asked", pattern);
    } catch (IOException e) {
      throw new IllegalStateException("a checked pattern compiles", e);
    }
    return !machine.rulesForJSONEvent(parsed(event)).isEmpty();
  }

  private static ObjectNode parsed(String event) {
    try {
      if (Json.parse(event) instanceof ObjectNode object) {
        var missing = MANDATORY.stream().filter(field -> !object.has(field)).findFirst();
        if (missing.isPresent()) {
          throw refusal(missing.get() + " is a required argument.");
        }
        return object;
      }
    } catch (MalformedJsonException _) {
      // refused below, like JSON that is not an object
    }
    throw refusal("Event is not a JSON object.");
  }

  private static AwsException refusal(String reason) {
    return new AwsException(
        400, "ValidationException", "Parameter Event is not valid. Reason: " + reason);
  }
}
