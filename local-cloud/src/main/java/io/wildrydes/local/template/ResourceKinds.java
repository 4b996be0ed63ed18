// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static io.wildrydes.local.template.ResourceKind.named;
import static io.wildrydes.local.template.ResourceKind.unnamed;
import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `Ref` and `Fn::GetAtt` of every resource type that is known here, from the "Return values" of
/// AWS's page of each type.
///
/// **Differs:** a REST API's id is its logical id in lower case, so that local addresses can be
/// read; a function's first published version is 1, and every start publishes anew.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html">AWS:
///   resource types</a>
final class ResourceKinds {
  private static final String FUNCTION = "FunctionName";

  private static final Map<String, ResourceKind> KINDS =
      Map.ofEntries(
          // Lambda
          entry(
              "AWS::Lambda::Function",
              named(FUNCTION, 64).with("Arn", f -> f.arn("lambda", "function:" + f.name()))),
          entry(
              "AWS::Lambda::Version",
              unnamed(f -> functionArn(f) + ":1")
                  .with("Version", _ -> "1")
                  .with("FunctionArn", f -> functionArn(f) + ":1")),
          entry(
              "AWS::Lambda::Alias",
              unnamed(f -> functionArn(f) + ":" + f.text("Name"))
                  .with("AliasArn", f -> functionArn(f) + ":" + f.text("Name"))),
          entry("AWS::Lambda::Permission", unnamed(ResourceKinds::generated)),
          entry(
              "AWS::Lambda::EventSourceMapping",
              unnamed(ResourceFacts::uuid)
                  .with("Id", ResourceFacts::uuid)
                  .with(
                      "EventSourceMappingArn",
                      f -> f.arn("lambda", "event-source-mapping:" + f.uuid()))),
          entry(
              "AWS::Lambda::EventInvokeConfig",
              unnamed(f -> functionName(f) + "|" + f.text("Qualifier"))),
          // API Gateway
          entry(
              "AWS::ApiGateway::RestApi",
              unnamed(f -> apiId(f.logicalId()))
                  .with("RestApiId", f -> apiId(f.logicalId()))
                  .with("RootResourceId", f -> f.lowerId(10))),
          entry("AWS::ApiGateway::Stage", unnamed(f -> f.text("StageName"))),
          entry(
              "AWS::ApiGateway::Deployment",
              unnamed(f -> f.lowerId(6)).with("DeploymentId", f -> f.lowerId(6))),
          entry(
              "AWS::ApiGateway::Account",
              unnamed(ResourceKinds::generated).with("Id", ResourceKinds::generated)),
          entry(
              "AWS::ApiGateway::ApiKey",
              named("Name", 1024).ref(f -> f.lowerId(10)).with("APIKeyId", f -> f.lowerId(10))),
          entry(
              "AWS::ApiGateway::UsagePlan",
              named("UsagePlanName", 1024).ref(f -> f.lowerId(6)).with("Id", f -> f.lowerId(6))),
          entry(
              "AWS::ApiGateway::UsagePlanKey",
              unnamed(f -> f.text("KeyId") + ":" + f.text("UsagePlanId"))
                  .with("Id", f -> f.text("KeyId") + ":" + f.text("UsagePlanId"))),
          // EventBridge
          entry(
              "AWS::Events::EventBus",
              named("Name", 256)
                  .with("Arn", f -> f.arn("events", "event-bus/" + f.name()))
                  .with("Name", ResourceFacts::name)),
          entry(
              "AWS::Events::Rule",
              named("Name", 64)
                  .ref(f -> onDefaultBus(f) ? f.name() : bus(f) + "|" + f.name())
                  .with("Arn", ResourceKinds::ruleArn)),
          // SQS, SNS
          entry(
              "AWS::SQS::Queue",
              named("QueueName", 80)
                  .ref(ResourceKinds::queueUrl)
                  .with("Arn", f -> f.arn("sqs", f.name()))
                  .with("QueueName", ResourceFacts::name)
                  .with("QueueUrl", ResourceKinds::queueUrl)),
          entry(
              "AWS::SQS::QueuePolicy",
              unnamed(ResourceKinds::generated).with("Id", ResourceKinds::generated)),
          entry(
              "AWS::SNS::Topic",
              named("TopicName", 256)
                  .ref(f -> f.arn("sns", f.name()))
                  .with("TopicArn", f -> f.arn("sns", f.name()))
                  .with("TopicName", ResourceFacts::name)),
          entry(
              "AWS::SNS::Subscription",
              unnamed(f -> f.text("TopicArn") + ":" + f.uuid())
                  .with("Arn", f -> f.text("TopicArn") + ":" + f.uuid())),
          entry(
              "AWS::SNS::TopicPolicy",
              unnamed(ResourceKinds::generated).with("Id", ResourceKinds::generated)),
          // Data
          entry(
              "AWS::DynamoDB::Table",
              named("TableName", 255)
                  .with("Arn", ResourceKinds::tableArn)
                  .with("StreamArn", f -> tableArn(f) + "/stream/2026-01-01T00:00:00.000")),
          entry(
              "AWS::SSM::Parameter",
              named("Name", 2048)
                  .with("Type", f -> f.text("Type"))
                  .with("Value", f -> f.text("Value"))),
          entry(
              "AWS::SecretsManager::Secret",
              named("Name", 512)
                  .ref(ResourceKinds::secretArn)
                  .with("Id", ResourceKinds::secretArn)),
          // IAM
          entry(
              "AWS::IAM::Role",
              named("RoleName", 64)
                  .with("Arn", f -> iamArn(f, "role"))
                  .with("RoleId", f -> "AROA" + f.upperId(17))),
          entry("AWS::IAM::Policy", unnamed(ResourceKinds::generated)),
          entry(
              "AWS::IAM::ManagedPolicy",
              named("ManagedPolicyName", 128)
                  .ref(f -> iamArn(f, "policy"))
                  .with("PolicyArn", f -> iamArn(f, "policy"))),
          // Telemetry
          entry(
              "AWS::Logs::LogGroup",
              named("LogGroupName", 512)
                  .with("Arn", f -> f.arn("logs", "log-group:" + f.name() + ":*"))),
          entry("AWS::Logs::MetricFilter", named("FilterName", 512)),
          entry(
              "AWS::Logs::QueryDefinition",
              unnamed(ResourceFacts::uuid).with("QueryDefinitionId", ResourceFacts::uuid)),
          entry(
              "AWS::XRay::SamplingRule",
              unnamed(ResourceKinds::samplingRuleArn)
                  .with("RuleARN", ResourceKinds::samplingRuleArn)),
          entry(
              "AWS::XRay::Group",
              named("GroupName", 32)
                  .ref(ResourceKinds::groupArn)
                  .with("GroupARN", ResourceKinds::groupArn)),
          entry("AWS::CloudWatch::Dashboard", named("DashboardName", 255)),
          entry(
              "AWS::CloudWatch::Alarm",
              named("AlarmName", 255).with("Arn", ResourceKinds::alarmArn)),
          entry(
              "AWS::CloudWatch::CompositeAlarm",
              named("AlarmName", 255).with("Arn", ResourceKinds::alarmArn)));

  private ResourceKinds() {}

  static Optional<ResourceKind> of(String type) {
    return Optional.ofNullable(KINDS.get(type));
  }

  private static String generated(ResourceFacts facts) {
    return ResourceFacts.generatedName(facts.stackName(), facts.logicalId(), 255);
  }

  /// What `Ref` gives for a REST API.
  static String apiId(String logicalId) {
    return logicalId.toLowerCase(Locale.ROOT);
  }

  /// The name in a `FunctionName` property, which may be a name, a partial or a whole ARN.
  private static String functionName(ResourceFacts facts) {
    var text = facts.text(FUNCTION);
    var afterFunction =
        text.substring(text.indexOf("function:") < 0 ? 0 : text.indexOf("function:") + 9);
    int qualifier = afterFunction.indexOf(':');
    return qualifier < 0 ? afterFunction : afterFunction.substring(0, qualifier);
  }

  private static String functionArn(ResourceFacts facts) {
    return facts.arn("lambda", "function:" + functionName(facts));
  }

  /// The name in an `EventBusName` property, which may be a name or an ARN.
  private static String bus(ResourceFacts facts) {
    var text = facts.text("EventBusName");
    int name = text.indexOf("event-bus/");
    return name < 0 ? text : text.substring(name + "event-bus/".length());
  }

  private static boolean onDefaultBus(ResourceFacts facts) {
    return bus(facts).isEmpty() || bus(facts).equals("default");
  }

  private static String ruleArn(ResourceFacts facts) {
    var bus = onDefaultBus(facts) ? "" : bus(facts) + "/";
    return facts.arn("events", "rule/" + bus + facts.name());
  }

  private static String queueUrl(ResourceFacts facts) {
    return "%s/%s/%s"
        .formatted(facts.endpoints().aws(), facts.identity().accountId(), facts.name());
  }

  private static String tableArn(ResourceFacts facts) {
    return facts.arn("dynamodb", "table/" + facts.name());
  }

  private static String secretArn(ResourceFacts facts) {
    return facts.arn("secretsmanager", "secret:%s-%s".formatted(facts.name(), facts.id(6)));
  }

  private static String iamArn(ResourceFacts facts, String what) {
    var path = facts.text("Path").isEmpty() ? "/" : facts.text("Path");
    return "arn:%s:iam::%s:%s%s%s"
        .formatted(
            facts.identity().partition(), facts.identity().accountId(), what, path, facts.name());
  }

  private static String samplingRuleArn(ResourceFacts facts) {
    return facts.arn("xray", "sampling-rule/" + facts.text("SamplingRule RuleName"));
  }

  private static String groupArn(ResourceFacts facts) {
    return facts.arn("xray", "group/%s/%s".formatted(facts.name(), facts.upperId(26)));
  }

  private static String alarmArn(ResourceFacts facts) {
    return facts.arn("cloudwatch", "alarm:" + facts.name());
  }
}
