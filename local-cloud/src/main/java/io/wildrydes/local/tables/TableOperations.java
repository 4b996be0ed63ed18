// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Operations on tables rather than items: DynamoDB Local's, in AWS's words. A change of a table's
/// billing holds from the next operation on.
///
/// **Differs:** tables are created, changed and deleted at once, and as often as one likes; on AWS
/// they are `CREATING`, `UPDATING` or `DELETING` for a while, and capacity may be lowered a few
/// times a day.
final class TableOperations {
  private static final List<String> DESCRIPTIONS = List.of("Table", "TableDescription");
  private static final List<String> NEVER_HAPPENED =
      List.of("LastIncreaseDateTime", "LastDecreaseDateTime");
  private static final Set<String> CHANGES = Set.of("CreateTable", "UpdateTable", "DeleteTable");
  private static final List<String> UNSUPPORTED =
      List.of(
          "GlobalSecondaryIndexes",
          "GlobalSecondaryIndexUpdates",
          "StreamSpecification",
          "OnDemandThroughput",
          "ReplicaUpdates");

  private final Database database;
  private final KnownTables known;
  private final TableNames names;

  TableOperations(Database database, KnownTables known, TableNames names) {
    this.database = database;
    this.known = known;
    this.names = names;
  }

  Answer call(String operation, ObjectNode request) throws InterruptedException {
    boolean changes = CHANGES.contains(operation);
    if (changes) {
      UNSUPPORTED.stream()
          .filter(request::hasNonNull)
          .findFirst()
          .ifPresent(member -> {
            throw DynamoDbErrors.unsupported(member);
          });
    }
    names.normalize(request);
    names.toTheirs(request);
    var answer =
        changes
            ? known.change(database, operation, request)
            : database.call(operation, Json.write(request).getBytes(UTF_8));
    var output = answer.object();
    if (!answer.isOk()) {
      return answer;
    }
    names.toOurs(output);
    DESCRIPTIONS.forEach(member -> complete(output.path(member)));
    return Answer.of(answer.status(), output);
  }

  /// How a table is described; without any member when there is none of this name.
  JsonNode describe(String table) throws InterruptedException {
    return call("DescribeTable", Json.object().put("TableName", table)).object().path("Table");
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
