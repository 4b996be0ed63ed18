// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `AWS::DynamoDB::Table`.
///
/// See
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html.
/// What protects data or sorts bills is accepted and does nothing here; what would change answers
/// (indexes, streams, expiry, limits on demand) is a problem.
final class TableReader {
  static final String TYPE = "AWS::DynamoDB::Table";

  private static final int MOST_UNITS = Integer.MAX_VALUE;

  private final Problems problems;

  TableReader(Problems problems) {
    this.problems = problems;
  }

  List<TableDefinition> read(Stack stack) {
    var found = new LinkedHashMap<String, TableDefinition>();
    for (var resource : stack.ofType(TYPE)) {
      var table = table(resource);
      if (found.putIfAbsent(table.name(), table) != null) {
        problems.add(
            resource.logicalId() + " TableName",
            "'%s' is taken by another table".formatted(table.name()));
      }
    }
    return List.copyOf(found.values());
  }

  private TableDefinition table(Resource resource) {
    var properties = Properties.of(resource, problems);
    checkName(properties, resource.ref());
    var keys = keys(properties);
    var billing = billing(properties);
    boolean isProtected = properties.flag("DeletionProtectionEnabled", false);
    properties.accept(
        "ContributorInsightsSpecification",
        "PointInTimeRecoverySpecification",
        "SSESpecification",
        "TableClass",
        "Tags");
    properties.end();
    return new TableDefinition(resource.logicalId(), resource.ref(), keys, billing, isProtected);
  }

  private static void checkName(Properties properties, String name) {
    var _ = properties.string("TableName");
    if (!name.matches("[a-zA-Z0-9_.-]{3,255}")) {
      properties.problem(
          "TableName",
          "'%s' is not 3 to 255 letters, digits, dots, hyphens or underscores".formatted(name));
    }
  }

  private List<TableDefinition.Key> keys(Properties properties) {
    var types = attributeTypes(properties);
    var keys = new ArrayList<TableDefinition.Key>();
    for (var element : properties.objects("KeySchema")) {
      var attribute = element.required("AttributeName");
      var role = element.oneOf("KeyType", "HASH", "HASH", "RANGE");
      element.end();
      var type = types.remove(attribute);
      if (type == null) {
        element.problem(
            "AttributeName", "'%s' is not among AttributeDefinitions".formatted(attribute));
      } else {
        keys.add(new TableDefinition.Key(attribute, role, type));
      }
    }
    var roles = keys.stream().map(TableDefinition.Key::role).toList();
    if (!roles.equals(List.of("HASH")) && !roles.equals(List.of("HASH", "RANGE"))) {
      properties.problem("KeySchema", "is not a HASH key, or a HASH and then a RANGE key");
    }
    types
        .keySet()
        .forEach(attribute ->
            properties.problem(
                "AttributeDefinitions", "'%s' is not part of the key".formatted(attribute)));
    return List.copyOf(keys);
  }

  private static Map<String, String> attributeTypes(Properties properties) {
    var types = new LinkedHashMap<String, String>();
    for (var definition : properties.objects("AttributeDefinitions")) {
      var name = definition.required("AttributeName");
      types.put(name, definition.oneOf("AttributeType", "S", "S", "N", "B"));
      definition.end();
    }
    return types;
  }

  private static Billing billing(Properties properties) {
    var mode = properties.oneOf("BillingMode", "PROVISIONED", "PROVISIONED", "PAY_PER_REQUEST");
    var throughput = properties.object("ProvisionedThroughput");
    if (mode.equals("PAY_PER_REQUEST")) {
      if (throughput.isPresent()) {
        properties.problem("ProvisionedThroughput", "does not go with BillingMode PAY_PER_REQUEST");
      }
      return new Billing.OnDemand();
    }
    if (throughput.isEmpty()) {
      properties.problem("ProvisionedThroughput", "is required with BillingMode PROVISIONED");
      return new Billing.OnDemand();
    }
    int readUnits = units(throughput.get(), "ReadCapacityUnits");
    int writeUnits = units(throughput.get(), "WriteCapacityUnits");
    throughput.get().end();
    return new Billing.Provisioned(readUnits, writeUnits);
  }

  private static int units(Properties throughput, String name) {
    if (!throughput.has(name)) {
      throughput.problem(name, "is required");
    }
    return throughput.integer(name, 1, 1, MOST_UNITS);
  }
}
