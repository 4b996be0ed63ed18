// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Operations on the items of one table.
///
/// See https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html:
/// what is read eventually consistent costs half; a write whose condition fails costs as much as
/// the larger of the two items would have.
final class ItemOperations {
  private static final double CONSISTENT_READ = 1;
  private static final double EVENTUAL_READ = 0.5;
  private static final String RETURN_OLD = "ReturnValuesOnConditionCheckFailure";
  private static final String NO = "NONE";
  private static final Set<String> READS = Set.of("GetItem", "Query", "Scan");
  private static final Set<String> WRITES = Set.of("PutItem", "UpdateItem", "DeleteItem");

  private final MeteredDatabase database;
  private final TableNames names;

  ItemOperations(MeteredDatabase database, TableNames names) {
    this.database = database;
    this.names = names;
  }

  static Optional<Operation> operation(String name) {
    if (READS.contains(name)) {
      return Optional.of(new Operation(name, Direction.READ));
    }
    return WRITES.contains(name)
        ? Optional.of(new Operation(name, Direction.WRITE))
        : Optional.empty();
  }

  /// The least that reading takes.
  static double leastRead(ObjectNode request) {
    return request.path("ConsistentRead").asBoolean() ? CONSISTENT_READ : EVENTUAL_READ;
  }

  Answer call(Operation operation, ObjectNode request) throws InterruptedException {
    var table = names.normalize(request);
    var claim = new Claim(table, operation.direction(), least(operation, request));
    if (!database.admit(List.of(claim)).isEmpty()) {
      database.count(TableUsage.throttled(table, operation, 1));
      return DynamoDbErrors.throttled(operation.direction(), names.arn(table));
    }
    boolean wantsOld = !askForOldItem(request);
    var answer =
        database.run(operation, request, List.of(claim), failure -> failed(claim, failure));
    return wantsOld || answer.isOk() ? answer : withoutOldItem(answer);
  }

  private static double least(Operation operation, ObjectNode request) {
    if (operation.direction() == Direction.READ) {
      return leastRead(request);
    }
    return ItemSize.writeUnits(request.path("Item")); // one when there is only a key
  }

  /// Lets a failing condition tell which item it met, whose size counts.
  ///
  /// @return whether the caller had not asked for that
  private static boolean askForOldItem(ObjectNode request) {
    boolean asks =
        request.has("ConditionExpression") && request.path(RETURN_OLD).asText(NO).equals(NO);
    if (asks) {
      request.put(RETURN_OLD, "ALL_OLD");
    }
    return asks;
  }

  private static Answer withoutOldItem(Answer answer) {
    var error = answer.object();
    error.remove("Item");
    return Answer.of(answer.status(), error);
  }

  private static Map<String, Double> failed(Claim claim, ObjectNode failure) {
    if (!failure.path("__type").asText().equals(DynamoDbErrors.CONDITION_FAILED)) {
      return Map.of();
    }
    double old = ItemSize.writeUnits(failure.path("Item"));
    return Map.of(claim.table(), Math.max(claim.units(), old));
  }
}
