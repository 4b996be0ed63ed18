// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.PolicyPattern;
import io.wildrydes.local.json.Json;
import java.util.ArrayList;
import java.util.List;

/// The access policy of a queue, as far as it decides whether a service of AWS may send: what rules
/// without it run into is that their events silently end in the rule's dead-letter queue.
///
/// See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html.
/// **Differs:** callers of the account itself are not judged; elements and condition operators
/// other than those below are refused by name.
///
/// @param text the document as it was given
record QueuePolicy(String text, List<Statement> statements) {
  private static final List<String> ELEMENTS =
      List.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");

  QueuePolicy {
    statements = List.copyOf(statements);
  }

  /// The policy in the document.
  ///
  /// @throws AwsException when it is not a policy, or has an element that is not supported here
  static QueuePolicy parse(JsonNode document) {
    var statements = new ArrayList<Statement>();
    for (var statement : list(document.path("Statement"))) {
      if (!(statement instanceof ObjectNode object)) {
        throw invalid("Statement is not a list of objects");
      }
      statements.add(statement(object));
    }
    if (statements.isEmpty()) {
      throw invalid("Statement is required");
    }
    return new QueuePolicy(Json.write(document), statements);
  }

  /// Whether the service may send to the queue: some statement allows it and none denies it.
  boolean permits(Sender.Service sender, String queueArn) {
    var matching = statements.stream().filter(s -> s.matches(sender, queueArn)).toList();
    return !matching.isEmpty() && matching.stream().allMatch(Statement::allow);
  }

  private static Statement statement(ObjectNode statement) {
    statement
        .fieldNames()
        .forEachRemaining(name -> {
          if (!ELEMENTS.contains(name)) {
            throw invalid(name + " is not supported; supported are " + ELEMENTS);
          }
        });
    var effect = statement.path("Effect").asText("");
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw invalid("Effect '%s' is neither Allow nor Deny".formatted(effect));
    }
    return new Statement(
        effect.equals("Allow"),
        services(statement.path("Principal")),
        texts(statement.path("Action")),
        texts(statement.path("Resource")),
        PolicyCondition.parse(statement.path("Condition")));
  }

  /// The service principals, `*` for everyone. AWS accounts and roles are none: they say nothing
  /// about services.
  private static List<String> services(JsonNode principal) {
    if (principal.isTextual()) {
      return List.of(principal.asText());
    }
    var services = new ArrayList<>(texts(principal.path("Service")));
    texts(principal.path("AWS")).stream().filter("*"::equals).forEach(services::add);
    return services;
  }

  static List<String> texts(JsonNode value) {
    return list(value).stream().map(JsonNode::asText).toList();
  }

  static AwsException invalid(String what) {
    return SqsErrors.refused("InvalidAttributeValue", "the queue policy: " + what);
  }

  private static List<JsonNode> list(JsonNode value) {
    var elements = new ArrayList<JsonNode>();
    if (value instanceof ArrayNode array) {
      array.forEach(elements::add);
    } else if (!value.isMissingNode() && !value.isNull()) {
      elements.add(value);
    }
    return elements;
  }

  /// One statement.
  ///
  /// @param services the service principals it is about
  record Statement(
      boolean allow,
      List<String> services,
      List<String> actions,
      List<String> resources,
      List<PolicyCondition> conditions) {

    boolean matches(Sender.Service sender, String queueArn) {
      return services.stream().anyMatch(s -> s.equals("*") || s.equals(sender.principal()))
          && actions.stream().anyMatch(a -> PolicyPattern.matchesIgnoringCase(a, "sqs:SendMessage"))
          && resources.stream().anyMatch(r -> PolicyPattern.matches(r, queueArn))
          && conditions.stream().allMatch(c -> c.holds(sender));
    }
  }
}
