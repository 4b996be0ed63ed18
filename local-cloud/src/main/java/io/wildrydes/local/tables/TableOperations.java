// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Operations on tables rather than items: DynamoDB Local's, in AWS's words. What they say about a
/// table's billing is taken note of, so that a change holds from the next operation on.
///
/// **Differs:** tables are created, changed and deleted at once, and as often as one likes; on AWS
/// they are `CREATING`, `UPDATING` or `DELETING` for a while, and capacity may be lowered a few
/// times a day.
final class TableOperations {
  private static final List<String> DESCRIPTIONS = List.of("Table", "TableDescription");
  private static final List<String> NEVER_HAPPENED =
      List.of("LastIncreaseDateTime", "LastDecreaseDateTime");
  private static final Set<String> CHANGES = Set.of("CreateTable", "UpdateTable");
  private static final List<String> UNSUPPORTED =
      List.of(
          "GlobalSecondaryIndexes",
          "GlobalSecondaryIndexUpdates",
          "StreamSpecification",
          "OnDemandThroughput",
          "ReplicaUpdates");

  private final Database database;
  private final Capacities capacities;
  private final TableNames names;
  private final InstantSource clock;

  TableOperations(Database database, Capacities capacities, TableNames names, InstantSource clock) {
    this.database = database;
    this.capacities = capacities;
    this.names = names;
    this.clock = clock;
  }

  Answer call(String operation, ObjectNode request) throws InterruptedException {
    if (CHANGES.contains(operation)) {
      UNSUPPORTED.stream()
          .filter(request::hasNonNull)
          .findFirst()
          .ifPresent(member -> {
            throw DynamoDbErrors.unsupported(member);
          });
    }
    names.normalize(request);
    names.toTheirs(request);
    var answer = database.call(operation, Json.write(request).getBytes(UTF_8));
    if (!answer.isOk()) {
      return answer;
    }
    var output = answer.object();
    names.toOurs(output);
    DESCRIPTIONS.forEach(member -> complete(output.path(member)));
    learn(operation, output.path("TableDescription"));
    return Answer.of(answer.status(), output);
  }

  /// Takes note of all tables that are there.
  void learnAll() throws InterruptedException {
    var request = Json.object();
    String last;
    do {
      var page = call("ListTables", request).object();
      for (var table : page.path("TableNames")) {
        learn("DescribeTable", describe(table.asText()));
      }
      last = page.path("LastEvaluatedTableName").asText("");
      request.put("ExclusiveStartTableName", last);
    } while (!last.isEmpty());
  }

  /// How a table is described; without any member when there is none of this name.
  JsonNode describe(String table) throws InterruptedException {
    return call("DescribeTable", Json.object().put("TableName", table)).object().path("Table");
  }

  /// The billing that a description tells.
  static Billing billing(JsonNode description) {
    var mode = description.path("BillingModeSummary").path("BillingMode").asText("PROVISIONED");
    var throughput = description.path("ProvisionedThroughput");
    return mode.equals("PAY_PER_REQUEST")
        ? new Billing.OnDemand()
        : new Billing.Provisioned(
            throughput.path("ReadCapacityUnits").asLong(),
            throughput.path("WriteCapacityUnits").asLong());
  }

  private void learn(String operation, JsonNode description) {
    var table = description.path("TableName").asText("");
    if (operation.equals("DeleteTable")) {
      capacities.remove(table);
    } else if (!table.isEmpty()) {
      capacities.put(table, billing(description), clock.instant());
    }
  }

  /// Leaves out what has not happened, where DynamoDB Local says 1970, and adds the id.
  private static void complete(JsonNode description) {
    if (!(description instanceof ObjectNode table)) {
      return;
    }
    if (table.path("ProvisionedThroughput") instanceof ObjectNode throughput) {
      NEVER_HAPPENED.stream()
          .filter(member -> throughput.path(member).asDouble() == 0)
          .forEach(throughput::remove);
    }
    var identity = table.path("TableArn").asText() + table.path("CreationDateTime").asText();
    table.put("TableId", UUID.nameUUIDFromBytes(identity.getBytes(UTF_8)).toString());
  }
}
