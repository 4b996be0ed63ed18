// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Operations on many items of several tables, each of which succeeds or is throttled by itself:
/// what has no capacity comes back unprocessed, and only a batch of which nothing has any fails.
///
/// See https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html and
/// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html.
final class BatchOperations {
  private static final String REQUESTS = "RequestItems";

  private final MeteredDatabase database;
  private final TableNames names;
  private final KnownTables known;

  BatchOperations(MeteredDatabase database, TableNames names, KnownTables known) {
    this.database = database;
    this.names = names;
    this.known = known;
  }

  static Optional<Batch> operation(String name) {
    return Stream.<Batch>of(new Batch.Write(), new Batch.Get())
        .filter(batch -> batch.operation().name().equals(name))
        .findFirst();
  }

  Answer call(Batch batch, ObjectNode request) throws InterruptedException {
    var split = new Split(batch);
    if (!(request.path(REQUESTS) instanceof ObjectNode tables)
        || batch.isTooLarge(tables)
        || !areFine(batch, tables)) {
      return database.run(batch.operation(), request, List.of(), _ -> Map.of());
    }
    tables
        .properties()
        .forEach(table -> split(names.name(table.getKey()), table.getValue(), split));
    split.unprocessed.properties().forEach(table -> count(table.getKey(), split));
    if (split.processed.isEmpty() && !split.unprocessed.isEmpty()) {
      var first = split.unprocessed.fieldNames().next();
      return DynamoDbErrors.throttled(batch.operation().direction(), names.arn(first));
    }
    request.set(REQUESTS, split.processed);
    var answer = database.run(batch.operation(), request, split.claims, _ -> Map.of());
    return answer.isOk() && !split.unprocessed.isEmpty() ? withUnprocessed(answer, split) : answer;
  }

  private boolean areFine(Batch batch, ObjectNode tables) {
    var keys = new BatchKeys(batch, known);
    return tables
        .propertyStream()
        .allMatch(table -> keys.areFine(names.name(table.getKey()), table.getValue()));
  }

  private void split(String table, JsonNode requests, Split split) {
    var batch = split.batch;
    for (var item : batch.items(requests)) {
      var claim = new Claim(table, batch.operation().direction(), batch.units(requests, item));
      if (database.admit(List.of(claim)).isEmpty()) {
        split.claims.add(claim);
        batch.add(split.processed, table, requests, item);
      } else {
        batch.add(split.unprocessed, table, requests, item);
      }
    }
  }

  private void count(String table, Split split) {
    var operation = split.batch.operation();
    long events = split.batch.items(split.unprocessed.path(table)).size();
    database.count(
        split.processed.has(table)
            ? TableUsage.partlyThrottled(table, operation, events)
            : TableUsage.throttled(table, operation, events));
  }

  /// Adds to what DynamoDB Local itself left unprocessed, as it does with a batch of too many
  /// bytes.
  private static Answer withUnprocessed(Answer answer, Split split) {
    var output = answer.object();
    var member = split.batch.unprocessedMember();
    var all = output.path(member) instanceof ObjectNode there ? there : output.putObject(member);
    for (var table : split.unprocessed.properties()) {
      for (var item : split.batch.items(table.getValue())) {
        split.batch.add(all, table.getKey(), table.getValue(), item);
      }
    }
    return Answer.of(answer.status(), output);
  }

  private static final class Split {
    private final Batch batch;
    private final ObjectNode processed = Json.object();
    private final ObjectNode unprocessed = Json.object();
    private final List<Claim> claims = new ArrayList<>();

    Split(Batch batch) {
      this.batch = batch;
    }
  }
}
