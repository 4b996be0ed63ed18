// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Transactions: all actions or none, each at twice the usual cost, half for preparing it and half
/// for committing. When one of the tables has no capacity left, the transaction is canceled and its
/// reasons say for which action.
///
/// See https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html. That
/// a transaction whose condition fails has consumed its preparation is unverified. **Differs:** one
/// that is sent again with its token consumes writes, as DynamoDB Local tells; on AWS reads.
final class TransactionOperations {
  private static final int PHASES = 2;
  private static final List<Operation> OPERATIONS =
      List.of(
          new Operation("TransactWriteItems", Direction.WRITE),
          new Operation("TransactGetItems", Direction.READ));

  private final MeteredDatabase database;
  private final TableNames names;

  TransactionOperations(MeteredDatabase database, TableNames names) {
    this.database = database;
    this.names = names;
  }

  static Optional<Operation> operation(String name) {
    return OPERATIONS.stream().filter(operation -> operation.name().equals(name)).findFirst();
  }

  Answer call(Operation operation, ObjectNode request) throws InterruptedException {
    var claims = claims(operation, request);
    var exhausted = database.admit(claims);
    if (exhausted.isEmpty()) {
      return database.run(operation, request, claims, failure -> failed(claims, failure));
    }
    for (var table : exhausted) {
      long events = claims.stream().filter(claim -> claim.table().equals(table)).count();
      database.count(TableUsage.throttled(table, operation, events));
    }
    return DynamoDbErrors.canceled(
        claims.stream().map(claim -> exhausted.contains(claim.table())).toList());
  }

  /// One for each action, in order.
  private List<Claim> claims(Operation operation, ObjectNode request) {
    var claims = new ArrayList<Claim>();
    for (var item : request.path("TransactItems")) {
      var action = action(item);
      var units = PHASES * units(operation, action);
      claims.add(new Claim(names.normalize(action), operation.direction(), units));
    }
    return claims;
  }

  /// An action stands under its kind: `{"Put":{"TableName":"t","Item":{}}}`.
  private static ObjectNode action(JsonNode item) {
    return item.valueStream()
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .findFirst()
        .orElseGet(Json::object);
  }

  private static double units(Operation operation, ObjectNode action) {
    return operation.direction() == Direction.READ ? 1 : ItemSize.writeUnits(action.path("Item"));
  }

  private static Map<String, Double> failed(List<Claim> claims, ObjectNode failure) {
    var prepared = new HashMap<String, Double>();
    if (failure.path("__type").asText().equals(DynamoDbErrors.TRANSACTION_CANCELED)) {
      claims.forEach(claim -> prepared.merge(claim.table(), claim.units() / PHASES, Double::sum));
    }
    return prepared;
  }
}
