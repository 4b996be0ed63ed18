// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.Map;

/// Destinations of asynchronous invocations. SAM makes a queue or topic where none is given, and
/// allows the function's role to send to it.
final class SamDestinations {
  private static final Map<String, String> ACTIONS =
      Map.of(
          "SQS", "sqs:SendMessage",
          "SNS", "sns:publish",
          "Lambda", "lambda:InvokeFunction",
          "EventBridge", "events:PutEvents");
  private final SamOutput output;
  private final SamFunction function;
  private final String configId;

  SamDestinations(SamOutput output, SamFunction function, String configId) {
    this.output = output;
    this.function = function;
    this.configId = configId;
  }

  void expand(SamProperties section, ObjectNode destinations) {
    expand("OnSuccess", section, destinations);
    expand("OnFailure", section, destinations);
  }

  private void expand(String outcome, SamProperties section, ObjectNode destinations) {
    var found = section.below(outcome);
    if (found.isEmpty()) {
      return;
    }
    var type = found.get().required("Type").orElse("");
    var given = found.get().take("Destination");
    found.get().end();
    if (!ACTIONS.containsKey(type)) {
      found
          .get()
          .problem("Type", "'%s' is not one of SQS, SNS, EventBridge, Lambda".formatted(type));
      return;
    }
    if (given.isEmpty() && !type.equals("SQS") && !type.equals("SNS")) {
      found.get().problem("Destination", "is required for Type " + type);
      return;
    }
    var destination = given.orElseGet(() -> made(outcome, type));
    function
        .role()
        .allow(configId + outcome + type + "Policy", ACTIONS.get(type), destination, false);
    destinations.set(outcome, Json.object().set("Destination", destination));
  }

  private ObjectNode made(String outcome, String type) {
    boolean isQueue = type.equals("SQS");
    var id = configId + outcome + (isQueue ? "Queue" : "Topic");
    var resourceType = isQueue ? "AWS::SQS::Queue" : "AWS::SNS::Topic";
    output.add(
        function.id(), id, SamOutput.resource(resourceType, function.inherited(), Json.object()));
    output.name(function.id() + (isQueue ? ".DestinationQueue" : ".DestinationTopic"), id);
    return isQueue ? Intrinsic.getAtt(id, "Arn") : Intrinsic.ref(id);
  }
}
