// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What AWS refuses, or breaks on later, although the template linter lets it through. Works on a
/// resolved stack, so values that come from parameters are judged too.
public final class TemplateChecks {
  private static final int SNAP_START_STORAGE_MB = 512;
  private static final int DEFAULT_TIMEOUT = 3;
  private static final int DEFAULT_VISIBILITY = 30;

  private TemplateChecks() {}

  /// What would end a deployment with an error.
  public static void refused(Stack stack, Problems problems) {
    stack.ofType("AWS::Lambda::Function").forEach(function -> checkFunction(function, problems));
    stack.ofType("AWS::ApiGateway::ApiKey").forEach(key -> checkKey(key, problems));
    stack.ofType("AWS::ApiGateway::Stage").forEach(stage -> checkAccessLog(stage, problems));
    for (var mapping : stack.ofType("AWS::Lambda::EventSourceMapping")) {
      Polled.by(mapping, stack)
          .filter(polled -> polled.visibility() < polled.timeout())
          .ifPresent(polled ->
              problems.add(
                  polled.queue().logicalId() + " VisibilityTimeout",
                  "%d s is less than the %d s that %s may run"
                      .formatted(
                          polled.visibility(), polled.timeout(), polled.function().logicalId())));
    }
  }

  /// What deploys, in most accounts, and then does not do what it should.
  public static void warned(Stack stack, Problems warnings) {
    for (var mapping : stack.ofType("AWS::Lambda::EventSourceMapping")) {
      Polled.by(mapping, stack)
          .filter(polled -> polled.visibility() >= polled.timeout())
          .filter(polled -> polled.visibility() < 6 * polled.timeout())
          .ifPresent(polled ->
              warnings.add(
                  polled.queue().logicalId() + " VisibilityTimeout",
                  "%d s is less than six times the %d s that %s may run, so throttled messages come twice"
                      .formatted(
                          polled.visibility(), polled.timeout(), polled.function().logicalId())));
    }
    for (var rule : stack.ofType("AWS::Events::Rule")) {
      for (var target : rule.properties().path("Targets")) {
        checkMaySend(rule, target.path("Arn"), stack, warnings);
        checkMaySend(rule, target.path("DeadLetterConfig").path("Arn"), stack, warnings);
      }
    }
    checkAccount(stack, warnings);
  }

  /// @see <a
  ///   href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html">AWS:
  ///   log-level filtering</a>
  /// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">AWS: SnapStart</a>
  private static void checkFunction(Resource function, Problems problems) {
    var logging = function.properties().path("LoggingConfig");
    for (var level : List.of("ApplicationLogLevel", "SystemLogLevel")) {
      if (logging.has(level) && !logging.path("LogFormat").asText("Text").equals("JSON")) {
        problems.add(
            function.logicalId() + " LoggingConfig " + level, "needs LogFormat JSON, not Text");
      }
    }
    int storage =
        number(function.properties().path("EphemeralStorage").path("Size"), SNAP_START_STORAGE_MB);
    var snapStart = function.properties().path("SnapStart").path("ApplyOn").asText("None");
    if (storage > SNAP_START_STORAGE_MB && !snapStart.equals("None")) {
      problems.add(
          function.logicalId() + " EphemeralStorage Size",
          "%d MB is more than the %d MB that SnapStart allows"
              .formatted(storage, SNAP_START_STORAGE_MB));
    }
  }

  /// @see <a
  ///   href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html">AWS:
  ///   API keys</a>
  private static void checkKey(Resource key, Problems problems) {
    var value = key.properties().path("Value");
    if (value.isTextual() && !value.asText().matches("[A-Za-z0-9]{20,128}")) {
      problems.add(
          key.logicalId() + " Value",
          "is not 20 to 128 letters and digits but has %d characters"
              .formatted(value.asText().length()));
    }
  }

  /// @see <a
  ///   href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html">AWS:
  ///   access logging</a>
  private static void checkAccessLog(Resource stage, Problems problems) {
    var format = stage.properties().path("AccessLogSetting").path("Format");
    if (format.isTextual()
        && !format.asText().contains("$context.requestId")
        && !format.asText().contains("$context.extendedRequestId")) {
      problems.add(
          stage.logicalId() + " AccessLogSetting Format",
          "has neither $context.requestId nor $context.extendedRequestId");
    }
  }

  private static void checkMaySend(Resource rule, JsonNode arn, Stack stack, Problems warnings) {
    queueWith(arn.asText(), stack)
        .filter(queue ->
            stack.ofType("AWS::SQS::QueuePolicy").stream().noneMatch(policy -> lets(policy, queue)))
        .ifPresent(queue ->
            warnings.add(
                queue.logicalId(),
                "has no policy that lets events.amazonaws.com send to it, so what rule %s sends is lost"
                    .formatted(rule.logicalId())));
  }

  /// @see <a
  ///   href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html">AWS:
  ///   resource-based policies</a>
  private static boolean lets(Resource policy, Resource queue) {
    if (!texts(policy.properties().path("Queues")).contains(queue.ref())) {
      return false;
    }
    var statements = policy.properties().path("PolicyDocument").path("Statement");
    for (var statement : statements.isArray() ? statements : List.of(statements)) {
      var principal = statement.path("Principal");
      boolean isForRules =
          principal.asText().equals("*")
              || texts(principal.path("Service")).contains("events.amazonaws.com");
      boolean isSend =
          texts(statement.path("Action")).stream()
              .anyMatch(action ->
                  List.of("*", "sqs:*", "sqs:sendmessage")
                      .contains(action.toLowerCase(Locale.ROOT)));
      if (statement.path("Effect").asText().equals("Allow") && isForRules && isSend) {
        return true;
      }
    }
    return false;
  }

  /// @see <a
  ///   href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-account.html">AWS:
  ///   API Gateway account</a>
  private static void checkAccount(Stack stack, Problems warnings) {
    if (!stack.ofType("AWS::ApiGateway::Account").isEmpty()) {
      return;
    }
    for (var stage : stack.ofType("AWS::ApiGateway::Stage")) {
      if (stage.properties().has("AccessLogSetting")) {
        warnings.add(
            stage.logicalId() + " AccessLogSetting",
            "works only in an account whose API Gateway settings name a log role; the stack has no"
                + " AWS::ApiGateway::Account");
      }
    }
  }

  /// A queue with the function that takes its messages.
  private record Polled(Resource queue, Resource function) {

    static Optional<Polled> by(Resource mapping, Stack stack) {
      var queue = queueWith(mapping.properties().path("EventSourceArn").asText(), stack);
      var name = mapping.properties().path("FunctionName").asText();
      var function =
          stack.ofType("AWS::Lambda::Function").stream()
              .filter(candidate -> isNamed(candidate, name))
              .findFirst();
      return queue.flatMap(q -> function.map(f -> new Polled(q, f)));
    }

    int visibility() {
      return number(queue.properties().path("VisibilityTimeout"), DEFAULT_VISIBILITY);
    }

    int timeout() {
      return number(function.properties().path("Timeout"), DEFAULT_TIMEOUT);
    }

    private static boolean isNamed(Resource function, String nameOrArn) {
      return nameOrArn.equals(function.ref())
          || (nameOrArn + ":").contains(":function:%s:".formatted(function.ref()));
    }
  }

  private static Optional<Resource> queueWith(String arn, Stack stack) {
    return stack.ofType("AWS::SQS::Queue").stream()
        .filter(queue ->
            stack.identity().arn("sqs", queue.properties().path("QueueName").asText()).equals(arn))
        .findFirst();
  }

  private static List<String> texts(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asText).toList()
        : List.of(value.asText());
  }

  /// A number as CloudFormation takes it, written as number or text.
  private static int number(JsonNode value, int otherwise) {
    return value.asText().matches("[0-9]{1,9}") ? Integer.parseInt(value.asText()) : otherwise;
  }
}
