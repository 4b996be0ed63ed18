// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Expands the events of functions: REST API methods, SQS queues, EventBridge rules. Other kinds
/// are problems.
///
/// @see <a
///   href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html">AWS:
///   EventSource</a>
final class SamEvents {
  private static final List<String> TYPES =
      List.of("Api", "SQS", "EventBridgeRule", "CloudWatchEvent");
  private static final String[] MAPPING = {
    "BatchSize",
    "Enabled",
    "MaximumBatchingWindowInSeconds",
    "FunctionResponseTypes",
    "FilterCriteria",
    "KmsKeyArn",
    "ScalingConfig",
    "MetricsConfig"
  };

  private final SamOutput output;
  private final SamApiEvents apiEvents;
  private final Problems problems;

  SamEvents(SamOutput output, SamApiEvents apiEvents, Problems problems) {
    this.output = output;
    this.apiEvents = apiEvents;
    this.problems = problems;
  }

  void expand(SamFunction function, ObjectNode section) {
    section.properties().stream()
        .sorted(Comparator.comparing(SamEvents::order))
        .forEach(event -> expand(function, event.getKey(), event.getValue()));
  }

  /// SAM orders events by path, else by name; rights are added to the role in this order.
  private static String order(Map.Entry<String, JsonNode> event) {
    return event.getValue().path("Properties").path("Path").asText(event.getKey());
  }

  private void expand(SamFunction function, String name, JsonNode value) {
    var at = Location.of(function.id()).below("Events").below(name);
    if (!(value instanceof ObjectNode event)) {
      problems.add(at.toString(), "is not a map");
      return;
    }
    var from = new SamProperties(at, event, problems);
    if (event.has("Condition")) {
      from.take("Condition");
      from.problem("Condition", "is dropped by SAM without a word; write the resource out instead");
    }
    var type = from.required("Type").orElse("");
    var properties =
        from.below("Properties")
            .orElseGet(() -> new SamProperties(at.below("Properties"), Json.object(), problems));
    switch (type) {
      case "Api" -> apiEvents.expand(function, name, properties);
      case "SQS" -> queue(function, name, properties);
      case "EventBridgeRule", "CloudWatchEvent" -> rule(function, name, properties);
      case "" -> {
        // its absence has been reported
      }
      default -> {
        var hint = Nearest.to(type, TYPES).map("did you mean %s?"::formatted);
        from.problem(
            "Type",
            "%s is not supported; %s"
                .formatted(
                    type, hint.orElseGet(() -> "supported are " + String.join(", ", TYPES))));
        from.end();
        return;
      }
    }
    properties.end();
    from.end();
  }

  private void queue(SamFunction function, String name, SamProperties from) {
    var mapping = Json.object();
    var queue = from.take("Queue");
    if (queue.isEmpty()) {
      from.problem("Queue", "is required");
      return;
    }
    mapping.set("EventSourceArn", queue.get());
    mapping.set("FunctionName", function.name());
    from.copy(mapping, MAPPING);
    function.role().addManaged("service-role/AWSLambdaSQSQueueExecutionRole");
    output.add(
        function.id(),
        function.id() + name,
        SamOutput.resource("AWS::Lambda::EventSourceMapping", function.inherited(), mapping));
  }

  private void rule(SamFunction function, String name, SamProperties from) {
    var id = function.id() + name;
    var rule = Json.object();
    from.copy(rule, "EventBusName");
    from.take("Pattern").ifPresent(pattern -> rule.set("EventPattern", pattern));
    from.take("RuleName").ifPresent(ruleName -> rule.set("Name", ruleName));
    from.copy(rule, "State");
    if (from.take("Enabled").isPresent()) {
      if (rule.has("State")) {
        from.problem("Enabled", "and State cannot both be given");
      }
      rule.put("State", from.flag("Enabled", true) ? "ENABLED" : "DISABLED");
    }
    var target = Json.object();
    target.set("Arn", function.arn());
    target.put("Id", targetId(id, from));
    from.copy(target, "Input", "InputPath", "InputTransformer", "RetryPolicy");
    from.below("DeadLetterConfig")
        .ifPresent(config -> addDeadLetterQueue(function, id, config, target));
    rule.set("Targets", Json.array().add(target));
    output.add(
        function.id(), id, SamOutput.resource("AWS::Events::Rule", function.inherited(), rule));

    var permission = Json.object();
    permission.put("Action", "lambda:InvokeFunction");
    permission.set("FunctionName", function.name());
    permission.put("Principal", "events.amazonaws.com");
    permission.set("SourceArn", Intrinsic.getAtt(id, "Arn"));
    output.add(
        function.id(),
        id + "Permission",
        SamOutput.resource("AWS::Lambda::Permission", function.inherited(), permission));
  }

  private static String targetId(String ruleId, SamProperties from) {
    var given =
        from.below("Target")
            .flatMap(target -> {
              var id = target.literal("Id");
              target.end();
              return id;
            });
    var suffix = "LambdaTarget";
    return given.orElseGet(
        () -> ruleId.substring(0, Math.min(ruleId.length(), 64 - suffix.length())) + suffix);
  }

  private void addDeadLetterQueue(
      SamFunction function, String ruleId, SamProperties config, ObjectNode target) {
    var arn = config.take("Arn");
    var type = config.literal("Type");
    var queueId = config.literal("QueueLogicalId").orElse(ruleId + "Queue");
    config.end();
    if (arn.isPresent() == type.isPresent()) {
      config.problem("Arn", "or Type is needed, and only one of them");
      return;
    }
    if (type.filter(kind -> !kind.equals("SQS")).isPresent()) {
      config.problem("Type", "'%s' is not SQS, the only one there is".formatted(type.get()));
    }
    if (type.isPresent()) {
      addQueue(function, ruleId, queueId);
    }
    target.set(
        "DeadLetterConfig",
        Json.object().set("Arn", arn.orElseGet(() -> Intrinsic.getAtt(queueId, "Arn"))));
  }

  private void addQueue(SamFunction function, String ruleId, String queueId) {
    output.add(
        function.id(),
        queueId,
        SamOutput.resource("AWS::SQS::Queue", function.inherited(), Json.object()));
    var statement = Json.object().put("Action", "sqs:SendMessage").put("Effect", "Allow");
    statement.set("Principal", Json.object().put("Service", "events.amazonaws.com"));
    statement.set("Resource", Intrinsic.getAtt(queueId, "Arn"));
    statement.set(
        "Condition",
        Json.object()
            .set("ArnEquals", Json.object().set("aws:SourceArn", Intrinsic.getAtt(ruleId, "Arn"))));
    var document = Json.object().put("Version", "2012-10-17");
    document.set("Statement", Json.array().add(statement));
    var policy = Json.object();
    policy.set("PolicyDocument", document);
    policy.set("Queues", Json.array().add(Intrinsic.ref(queueId)));
    output.add(
        function.id(),
        ruleId + "QueuePolicy",
        SamOutput.resource("AWS::SQS::QueuePolicy", function.inherited(), policy));
  }
}
