// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.json.Json;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// What has to be known of tables before one can be called: their keys, and their billing, which
/// the capacities follow. It is learned from a change's answer, by asking when that is lost, and
/// from all tables whenever a process of DynamoDB Local has started.
///
/// Thread-safe. One change is under way at a time, until what has come of it is known: of two that
/// crossed, the capacities might keep the one that the table has not.
final class KnownTables {
  private final Capacities capacities;
  private final InstantSource clock;
  private final Map<String, Map<String, String>> keys = new ConcurrentHashMap<>();

  /// Fair, for a process that has started waits for it before anyone may call it. Held while the
  /// database is called.
  private final ReentrantLock changing = new ReentrantLock(true);

  KnownTables(Capacities capacities, InstantSource clock) {
    this.capacities = capacities;
    this.clock = clock;
  }

  /// Runs an operation that may create, change or delete a table.
  Answer change(Database database, String operation, ObjectNode request)
      throws InterruptedException {
    changing.lockInterruptibly();
    var table = request.path("TableName").asText();
    try {
      var answer = call(database, operation, request);
      if (answer.isOk()) {
        learn(operation, answer.object().path("TableDescription"));
      } else if (answer.isServerError()) {
        ask(database, table);
      }
      return answer;
    } catch (AwsException e) {
      ask(database, table); // whether it was done is unknown
      throw e;
    } finally {
      changing.unlock();
    }
  }

  /// Takes note of the tables that are there, and of no others.
  ///
  /// @throws AwsException 500 when the database does not tell
  void learnAll(Database database) throws InterruptedException {
    changing.lockInterruptibly();
    try {
      var found = new HashSet<String>();
      var request = Json.object();
      String last;
      do {
        var page = call(database, "ListTables", request);
        if (!page.isOk()) {
          throw DynamoDbErrors.noAnswer();
        }
        for (var table : page.object().path("TableNames")) {
          found.add(table.asText());
          describe(database, table.asText());
        }
        last = page.object().path("LastEvaluatedTableName").asText("");
        request.put("ExclusiveStartTableName", last);
      } while (!last.isEmpty());
      capacities.retain(found);
      keys.keySet().retainAll(found);
    } finally {
      changing.unlock();
    }
  }

  /// The types of a table's key attributes by name; empty when there is no such table.
  Map<String, String> keys(String table) {
    return keys.getOrDefault(table, Map.of());
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

  private void ask(Database database, String table) throws InterruptedException {
    try {
      describe(database, table);
    } catch (AwsException _) {
      // its process has ended, and the next one's tables are asked for
    }
  }

  private void describe(Database database, String table) throws InterruptedException {
    var answer = call(database, "DescribeTable", Json.object().put("TableName", table));
    var output = answer.object();
    if (answer.isOk()) {
      learn("DescribeTable", output.path("Table"));
    } else if (output.path("__type").asText().equals(DynamoDbErrors.NOT_FOUND)) {
      forget(table);
    }
  }

  private void learn(String operation, JsonNode description) {
    var table = description.path("TableName").asText("");
    if (operation.equals("DeleteTable")) {
      forget(table);
    } else if (!table.isEmpty()) {
      capacities.put(table, billing(description), clock.instant());
      keys.put(table, types(description));
    }
  }

  private void forget(String table) {
    capacities.remove(table);
    keys.remove(table);
  }

  private static Map<String, String> types(JsonNode description) {
    var names = description.path("KeySchema").valueStream().map(KnownTables::attribute).toList();
    return description
        .path("AttributeDefinitions")
        .valueStream()
        .filter(definition -> names.contains(attribute(definition)))
        .collect(
            Collectors.toUnmodifiableMap(
                KnownTables::attribute, definition -> definition.path("AttributeType").asText()));
  }

  private static String attribute(JsonNode node) {
    return node.path("AttributeName").asText();
  }

  private static Answer call(Database database, String operation, ObjectNode request)
      throws InterruptedException {
    return database.call(operation, Json.write(request).getBytes(UTF_8));
  }
}
