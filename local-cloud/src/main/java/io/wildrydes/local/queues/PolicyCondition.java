// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.aws.PolicyPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One condition of a policy statement, about the resource that a service acts for.
///
/// See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html.
///
/// @param key in lower case
/// @param values any of which fulfils it
record PolicyCondition(String operator, String key, List<String> values) {
  private static final List<String> OPERATORS =
      List.of("StringEquals", "StringLike", "ArnEquals", "ArnLike", "Bool");
  private static final List<String> KEYS =
      List.of("aws:sourcearn", "aws:sourceaccount", "aws:securetransport");
  private static final int ACCOUNT_IN_ARN = 4;

  /// The conditions in the document, all of which must hold.
  static List<PolicyCondition> parse(JsonNode document) {
    var conditions = new ArrayList<PolicyCondition>();
    fields(document)
        .forEach((operator, keys) ->
            fields(keys)
                .forEach((key, values) ->
                    conditions.add(condition(operator, key, QueuePolicy.texts(values)))));
    return List.copyOf(conditions);
  }

  boolean holds(Sender.Service sender) {
    var actual = actual(sender);
    return values.stream()
        .anyMatch(value ->
            switch (operator) {
              case "StringEquals" -> value.equals(actual);
              case "Bool" -> value.equalsIgnoreCase(actual);
              default -> PolicyPattern.matches(value, actual);
            });
  }

  private static Map<String, JsonNode> fields(JsonNode node) {
    if (!node.isObject() && !node.isMissingNode()) {
      throw QueuePolicy.invalid("Condition is not an object of objects");
    }
    var fields = new LinkedHashMap<String, JsonNode>();
    node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }

  private static PolicyCondition condition(String operator, String key, List<String> values) {
    var lowerKey = key.toLowerCase(Locale.ROOT);
    if (!OPERATORS.contains(operator)) {
      throw QueuePolicy.invalid(
          "condition operator %s is not supported; supported are %s"
              .formatted(operator, OPERATORS));
    }
    if (!KEYS.contains(lowerKey)) {
      throw QueuePolicy.invalid(
          "condition key %s is not supported; supported are aws:SourceArn, aws:SourceAccount, aws:SecureTransport"
              .formatted(key));
    }
    return new PolicyCondition(operator, lowerKey, values);
  }

  private String actual(Sender.Service sender) {
    return switch (key) {
      case "aws:sourcearn" -> sender.sourceArn();
      case "aws:sourceaccount" -> account(sender.sourceArn());
      default -> "true"; // services of AWS speak TLS
    };
  }

  private static String account(String arn) {
    var parts = arn.split(":", -1);
    return parts.length > ACCOUNT_IN_ARN ? parts[ACCOUNT_IN_ARN] : "";
  }
}
