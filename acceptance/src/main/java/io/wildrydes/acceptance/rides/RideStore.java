// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.Queues;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Where rides end: the table, and on the long way the queue and the dead-letter queues. Read as
/// any operator would, with AWS's APIs.
public final class RideStore implements AutoCloseable {
  private static final String QUEUE = "RideRecordQueueUrl";

  private final DynamoDbClient tables;
  private final Queues queues;
  private final String table;

  private RideStore(DynamoDbClient tables, Queues queues, String table) {
    this.tables = tables;
    this.queues = queues;
    this.table = table;
  }

  /// The places of a stack.
  ///
  /// @param outputs the stack's
  public static RideStore of(AwsAccess aws, Map<String, String> outputs) {
    return new RideStore(
        aws.client(DynamoDbClient.builder()),
        Queues.of(aws, outputs),
        String.valueOf(outputs.get("RideRecordsTableName")));
  }

  /// Where rides are now. A ride that moves meanwhile is found at both of its places and not at
  /// neither, since they are read in the order in which rides pass through them.
  public RideReport.Places places() {
    int hidden = queues.hiddenIn(QUEUE);
    var waiting = queues.correlationIdsIn(QUEUE);
    var dead = queues.deadCorrelationIds();
    return new RideReport.Places(stored(), waiting, hidden, dead);
  }

  /// Rides that wait for being stored.
  public int backlog() {
    return queues.messagesIn(QUEUE);
  }

  /// Gives the table other write units; what it reads stays as it is.
  public void provision(long writeUnits) {
    var now = tables.describeTable(table -> table.tableName(this.table)).table();
    provision(now.provisionedThroughput().readCapacityUnits(), writeUnits);
  }

  /// Gives the table other units of both kinds.
  public void provision(long readUnits, long writeUnits) {
    tables.updateTable(update ->
        update
            .tableName(table)
            .provisionedThroughput(
                units -> units.readCapacityUnits(readUnits).writeCapacityUnits(writeUnits)));
  }

  private Set<String> stored() {
    return tables
        .scanPaginator(
            scan -> scan.tableName(table).projectionExpression("RideId").consistentRead(true))
        .items()
        .stream()
        .flatMap(item -> item.values().stream())
        .map(AttributeValue::s)
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    queues.close();
    tables.close();
  }
}
