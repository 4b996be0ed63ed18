// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.AwsCall;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.util.Set;
import java.util.zip.CRC32;

/// DynamoDB's API: AWS JSON 1.0 with a checksum over every answer, which SDKs check.
///
/// Operations on items run against the capacity of their tables, all others go to DynamoDB Local as
/// they are; what it does not know gets its `UnknownOperationException`. See
/// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html.
/// **Differs:** PartiQL is refused, because what a statement will consume cannot be told before it
/// runs; so are streams.
final class DynamoDbApi implements AwsApi {
  private static final String TARGET_PREFIX = "DynamoDB_20120810.";
  private static final Set<String> REFUSED =
      Set.of("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction");

  private final ItemOperations items;
  private final BatchOperations batches;
  private final TransactionOperations transactions;
  private final TableOperations tables;

  DynamoDbApi(
      MeteredDatabase database, TableNames names, KnownTables known, TableOperations tables) {
    this.items = new ItemOperations(database, names);
    this.batches = new BatchOperations(database, names, known);
    this.transactions = new TransactionOperations(database, names);
    this.tables = tables;
  }

  @Override
  public String signingName() {
    return "dynamodb";
  }

  @Override
  public Response handle(AwsCall call) throws InterruptedException {
    Answer answer;
    try {
      answer = answer(operation(call), request(call));
    } catch (AwsException e) {
      answer = DynamoDbErrors.of(e);
    }
    return respond(answer, call);
  }

  private Answer answer(String name, ObjectNode request) throws InterruptedException {
    var item = ItemOperations.operation(name);
    if (item.isPresent()) {
      return items.call(item.get(), request);
    }
    var batch = BatchOperations.operation(name);
    if (batch.isPresent()) {
      return batches.call(batch.get(), request);
    }
    var transaction = TransactionOperations.operation(name);
    if (transaction.isPresent()) {
      return transactions.call(transaction.get(), request);
    }
    return tables.call(name, request);
  }

  private static String operation(AwsCall call) {
    var target = call.http().headers().first("X-Amz-Target").orElse("");
    var name = target.substring(target.lastIndexOf('.') + 1);
    if (!target.equals(TARGET_PREFIX + name) || REFUSED.contains(name)) {
      throw new AwsException(
          400,
          "UnknownOperationException",
          "dynamodb operation '%s' is not supported here".formatted(target));
    }
    return name;
  }

  private static ObjectNode request(AwsCall call) {
    try {
      if (Json.parse(call.http().body()) instanceof ObjectNode object) {
        return object;
      }
      throw new AwsException(400, "SerializationException", "the request body is not an object");
    } catch (MalformedJsonException _) {
      throw new AwsException(400, "SerializationException", "the request body is not JSON");
    }
  }

  private static Response respond(Answer answer, AwsCall call) {
    var checksum = new CRC32();
    checksum.update(answer.body());
    var headers =
        Headers.of(
            "Content-Type",
            "application/x-amz-json-1.0",
            "x-amzn-RequestId",
            call.requestId(),
            "x-amz-crc32",
            Long.toString(checksum.getValue()));
    return new Response(answer.status(), headers, answer.body());
  }
}
