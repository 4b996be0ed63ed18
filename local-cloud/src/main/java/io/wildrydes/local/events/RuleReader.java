// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import software.amazon.event.ruler.JsonRuleCompiler;

/// Reads `AWS::Events::Rule` resources.
///
/// See
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html.
/// Schedules and targets other than Lambda functions and SQS queues are problems.
final class RuleReader {
  private static final int MAX_TARGETS = 5;
  private static final int MIN_AGE_SECONDS = 60;
  private static final int MAX_AGE_SECONDS = 86_400;

  private final Identity identity;
  private final NavigableSet<String> buses;
  private final Problems problems;

  /// @param buses the names of all buses
  RuleReader(Identity identity, NavigableSet<String> buses, Problems problems) {
    this.identity = identity;
    this.buses = buses;
    this.problems = problems;
  }

  /// The rule; empty when its pattern or its bus is none.
  Optional<Rule> read(Resource resource) {
    var properties = Properties.of(resource, problems);
    var name = properties.string("Name").orElseGet(() -> afterBar(resource.ref()));
    var bus = bus(properties);
    var pattern = pattern(properties);
    var enabled = properties.oneOf("State", "ENABLED", "ENABLED", "DISABLED").equals("ENABLED");
    var description = properties.string("Description").orElse(null);
    var targets = targets(properties);
    properties.accept("Tags");
    properties.end();
    if (bus.isEmpty() || pattern.isEmpty()) {
      return Optional.empty();
    }
    var rule =
        new Rule(
            name, arn(bus.get(), name), bus.get(), pattern.get(), enabled, description, targets);
    return Optional.of(rule);
  }

  /// `Ref` of a rule on a custom bus is `bus|rule`.
  private static String afterBar(String ref) {
    return ref.substring(ref.lastIndexOf('|') + 1);
  }

  private String arn(String bus, String name) {
    var path = bus.equals(EventBus.DEFAULT_NAME) ? name : bus + "/" + name;
    return identity.arn("events", "rule/" + path);
  }

  private Optional<String> bus(Properties properties) {
    var given = properties.string("EventBusName").orElse(EventBus.DEFAULT_NAME);
    var prefix = identity.arn("events", "event-bus/");
    var bus = given.startsWith(prefix) ? given.substring(prefix.length()) : given;
    if (buses.contains(bus)) {
      return Optional.of(bus);
    }
    properties.problem(
        "EventBusName",
        "'%s' is no bus of this template; its buses are %s"
            .formatted(given, String.join(", ", buses)));
    return Optional.empty();
  }

  private static Optional<String> pattern(Properties properties) {
    var pattern = properties.json("EventPattern").map(Json::write);
    if (pattern.isEmpty()) {
      if (!properties.has("EventPattern") && !properties.has("ScheduleExpression")) {
        properties.problem("EventPattern", "is required");
      }
      return Optional.empty();
    }
    var fault = JsonRuleCompiler.check(pattern.get());
    if (fault == null) {
      return pattern;
    }
    properties.problem(
        "EventPattern", "is not an event pattern: " + fault.lines().findFirst().orElse(""));
    return Optional.empty();
  }

  private static List<Target> targets(Properties properties) {
    var targets = new ArrayList<Target>();
    var ids = new HashSet<String>();
    for (var each : properties.objects("Targets")) {
      var target = target(each);
      targets.add(target);
      if (!ids.add(target.id())) {
        each.problem("Id", "'%s' is used by another target of this rule".formatted(target.id()));
      }
    }
    if (targets.size() > MAX_TARGETS) {
      properties.problem(
          "Targets", "has %d targets; a rule takes at most 5".formatted(targets.size()));
    }
    return targets;
  }

  private static Target target(Properties properties) {
    var id = properties.required("Id");
    var arn = properties.required("Arn");
    if (!arn.isEmpty() && !Target.isQueue(arn) && !Target.isFunction(arn)) {
      properties.problem(
          "Arn", "'%s' is neither a Lambda function nor a standard SQS queue".formatted(arn));
    }
    var input = new TargetInputReader(properties).read();
    var retries =
        properties.object("RetryPolicy").map(RuleReader::retryPolicy).orElse(RetryPolicy.DEFAULT);
    var deadLetterArn =
        properties.object("DeadLetterConfig").map(RuleReader::deadLetterArn).orElse(null);
    properties.end();
    return new Target(id, arn, input, retries, deadLetterArn);
  }

  private static RetryPolicy retryPolicy(Properties properties) {
    var standard = RetryPolicy.DEFAULT.maxAttempts();
    int attempts = properties.integer("MaximumRetryAttempts", standard, 0, standard);
    int seconds =
        properties.integer(
            "MaximumEventAgeInSeconds", MAX_AGE_SECONDS, MIN_AGE_SECONDS, MAX_AGE_SECONDS);
    properties.end();
    return new RetryPolicy(attempts, Duration.ofSeconds(seconds));
  }

  private static String deadLetterArn(Properties properties) {
    var arn = properties.required("Arn");
    properties.end();
    if (!arn.isEmpty() && !Target.isQueue(arn)) {
      properties.problem("Arn", "'%s' is not a standard SQS queue".formatted(arn));
    }
    return arn;
  }
}
