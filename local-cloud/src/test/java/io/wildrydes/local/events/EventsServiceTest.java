// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventsServiceTest {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:orders";

  @Test
  void acceptsAWholeRule() {
    assertThat(
            problemsOfRule(
                """
                {"Name": "r", "Description": "d", "EventBusName": "orders", "State": "DISABLED",
                 "EventPattern": {"source": ["s"], "detail": {"n": [{"numeric": [">", 1]}]}},
                 "Targets": [
                   {"Id": "a", "Arn": "arn:aws:sqs:us-east-1:000000000000:orders",
                    "InputPath": "$.detail",
                    "RetryPolicy": {"MaximumRetryAttempts": "4", "MaximumEventAgeInSeconds": 60},
                    "DeadLetterConfig": {"Arn": "arn:aws:sqs:us-east-1:000000000000:dlq"}},
                   {"Id": "b", "Arn": "arn:aws:lambda:us-east-1:000000000000:function:f:live",
                    "InputTransformer": {"InputPathsMap": {"s": "$.source"},
                                         "InputTemplate": "\\"from <s>\\""}}]}
                """))
        .isEmpty();
  }

  @Test
  void listsEveryProblemOfARule() {
    assertThat(
            problemsOfRule(
                """
                {"EventBusName": "nowhere", "ScheduleExpression": "rate(1 minute)",
                 "EventPattern": {"source": "s"}, "State": "ON",
                 "Targets": [
                   {"Id": "a", "Arn": "arn:aws:sns:us-east-1:000000000000:topic",
                    "EcsParameters": {}, "Input": "{"},
                   {"Id": "a", "Arn": "arn:aws:sqs:us-east-1:000000000000:q.fifo",
                    "Input": "{}", "InputPath": "$..x",
                    "RetryPolicy": {"MaximumRetryAttempts": 186},
                    "DeadLetterConfig": {"Arn": "arn:aws:sns:us-east-1:000000000000:topic"}},
                   {"Id": "c", "Arn": "arn:aws:sqs:us-east-1:000000000000:orders",
                    "InputTransformer": {"InputTemplate": "hello"}}]}
                """))
        .containsExactly(
            "OrderRule EventBusName: 'nowhere' is no bus of this template; its buses are default,"
                + " orders",
            "OrderRule EventPattern: is not an event pattern: \"source\" must be an object or an"
                + " array",
            "OrderRule State: 'ON' is not one of ENABLED, DISABLED",
            "OrderRule Targets[0] Arn: 'arn:aws:sns:us-east-1:000000000000:topic' is neither a"
                + " Lambda function nor a standard SQS queue",
            "OrderRule Targets[0] Input: is not JSON",
            "OrderRule Targets[0] EcsParameters: is not supported",
            "OrderRule Targets[1] Arn: 'arn:aws:sqs:us-east-1:000000000000:q.fifo' is neither a"
                + " Lambda function nor a standard SQS queue",
            "OrderRule Targets[1] InputPath: '$..x' is not a path that EventBridge takes",
            "OrderRule Targets[1] Input: only one of Input, InputPath and InputTransformer may be"
                + " given",
            "OrderRule Targets[1] RetryPolicy MaximumRetryAttempts: 186 is not between 0 and 185",
            "OrderRule Targets[1] DeadLetterConfig Arn: 'arn:aws:sns:us-east-1:000000000000:topic'"
                + " is not a standard SQS queue",
            "OrderRule Targets[1] Id: 'a' is used by another target of this rule",
            "OrderRule Targets[2] InputTransformer InputTemplate: is neither JSON nor quoted text"
                + " once its variables have values",
            "OrderRule ScheduleExpression: is not supported");
  }

  @Test
  void refusesARuleThatNothingCanTrigger() {
    assertThat(problemsOfRule("{\"Targets\": []}"))
        .containsExactly("OrderRule EventPattern: is required");
  }

  @Test
  void listsProblemsOfBuses() {
    var bus = "{\"Name\": \"default\", \"KmsKeyIdentifier\": \"k\"}";

    assertThat(problemsOf(Map.of("Bus", resource("Bus", "AWS::Events::EventBus", bus))))
        .containsExactly(
            "Bus KmsKeyIdentifier: is not supported",
            "Bus Name: 'default' is not a name for a custom event bus");
  }

  @Test
  void refusesTwoRulesOfOneName() {
    var rule =
        "{\"Name\": \"r\", \"EventPattern\": {\"source\": [\"s\"]}, \"Targets\": [{\"Id\": \"q\","
            + " \"Arn\": \""
            + QUEUE
            + "\"}]}";
    var resources = new LinkedHashMap<String, Resource>();
    resources.put("First", resource("First", "AWS::Events::Rule", rule));
    resources.put("Second", resource("Second", "AWS::Events::Rule", rule));

    assertThat(problemsOf(resources))
        .containsExactly("Second Name: 'r' is used by another rule of bus default");
  }

  private static List<String> problemsOfRule(String properties) {
    var resources = new LinkedHashMap<String, Resource>();
    var bus = "{\"Name\": \"orders\", \"Description\": \"orders\"}";
    resources.put("Orders", resource("Orders", "AWS::Events::EventBus", bus));
    resources.put("OrderRule", resource("OrderRule", "AWS::Events::Rule", properties));
    return problemsOf(resources);
  }

  private static List<String> problemsOf(Map<String, Resource> resources) {
    var identity = Identity.local("us-east-1");
    var stack = new Stack("test", identity, resources, Map.of(), Map.of());
    var problems = new Problems();
    var platform =
        new Platform(
            identity, () -> Samples.NOW, PlatformWaits.AS_ON_AWS, () -> "id", new Random(1));
    var ports = new Ports((_, _) -> HandOver.delivered(), (_, _) -> HandOver.delivered());
    EventsService.of(stack, problems, platform, ports).close();
    return problems.found();
  }

  private static Resource resource(String id, String type, String properties) {
    return new Resource(id, type, id, (ObjectNode) Json.parse(properties));
  }
}
