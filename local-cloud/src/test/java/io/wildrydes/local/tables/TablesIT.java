// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// DynamoDB as the AWS SDK sees it, with a real DynamoDB Local behind. A table with one unit is
/// exhausted for a minute by one item of 60 KB.
class TablesIT {
  private static final int SIXTY_KB = 60 * 1024 - 100;
  private static final String EXCEEDED =
      "The level of configured provisioned throughput for the table was exceeded. Consider"
          + " increasing your provisioning level with the UpdateTable API.";

  @Test
  void throttlesAsTheSdkExpectsIt() {
    try (var tables = LiveTables.provisioned(1, "rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      put(dynamo, "rides", "large", SIXTY_KB);

      var thrown =
          catchThrowableOfType(
              ProvisionedThroughputExceededException.class, () -> put(dynamo, "rides", "next", 1));

      assertThat(thrown.statusCode()).isEqualTo(400);
      assertThat(thrown.isThrottlingException()).isTrue();
      assertThat(thrown.awsErrorDetails().errorMessage()).isEqualTo(EXCEEDED);
      assertThat(thrown.throttlingReasons())
          .singleElement()
          .satisfies(reason -> {
            assertThat(reason.reason()).isEqualTo("TableWriteProvisionedThroughputExceeded");
            assertThat(reason.resource())
                .isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/rides");
          });
      assertThat(dynamo.getItem(get -> get.tableName("rides").key(key("next"))).hasItem())
          .isFalse();
      assertThat(tables.service.usage())
          .contains(new TableUsage("rides", "PutItem", Direction.WRITE, 2, 1, 1, 60));
    }
  }

  @Test
  void isRetriedByTheSdkAsOftenAsItDoes() {
    try (var tables = LiveTables.provisioned(1, "rides");
        var dynamo = tables.server.client(DynamoDbClient.builder());
        var retrying =
            tables.server.client(
                DynamoDbClient.builder(), AwsRetryStrategy.standardRetryStrategy())) {
      put(dynamo, "rides", "large", SIXTY_KB);

      assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
          .isThrownBy(() -> put(retrying, "rides", "next", 1));

      assertThat(tables.operations()).containsExactly("PutItem", "PutItem", "PutItem", "PutItem");
    }
  }

  @Test
  void changesCapacityAtRunTime() {
    try (var tables = LiveTables.provisioned(1, "rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      put(dynamo, "rides", "large", SIXTY_KB);

      var changed =
          dynamo.updateTable(update ->
              update
                  .tableName("rides")
                  .provisionedThroughput(
                      units -> units.readCapacityUnits(1L).writeCapacityUnits(100_000L)));

      assertThat(changed.tableDescription().provisionedThroughput().writeCapacityUnits())
          .isEqualTo(100_000);
      putWhenAdmitted(dynamo, "next"); // a minute's debt is gone within a millisecond
      put(dynamo, "rides", "again", SIXTY_KB);

      dynamo.updateTable(update ->
          update.tableName("rides").billingMode(BillingMode.PAY_PER_REQUEST));
      for (int i = 0; i < 5; i++) {
        put(dynamo, "rides", "free" + i, SIXTY_KB);
      }
      var table = dynamo.describeTable(describe -> describe.tableName("rides")).table();
      assertThat(table.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
    }
  }

  @Test
  void debitsConditionsThatFail() {
    try (var tables = LiveTables.provisioned(1, "rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      dynamo.updateTable(update ->
          update.tableName("rides").billingMode(BillingMode.PAY_PER_REQUEST));
      put(dynamo, "rides", "large", SIXTY_KB);
      dynamo.updateTable(update ->
          update
              .tableName("rides")
              .billingMode(BillingMode.PROVISIONED)
              .provisionedThroughput(units -> units.readCapacityUnits(1L).writeCapacityUnits(1L)));

      var failed =
          catchThrowableOfType(
              ConditionalCheckFailedException.class,
              () ->
                  dynamo.putItem(put ->
                      put.tableName("rides")
                          .item(key("large"))
                          .conditionExpression("attribute_not_exists(id)")));

      assertThat(failed.hasItem()).isFalse();
      assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
          .isThrownBy(() -> put(dynamo, "rides", "next", 1));
    }
  }

  @Test
  void returnsWhatABatchHadNoCapacityFor() {
    try (var tables = LiveTables.provisioned(1, "rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      var answer =
          dynamo.batchWriteItem(batch ->
              batch.requestItems(
                  Map.of(
                      "rides", java.util.List.of(write("a", SIXTY_KB), write("b", 1)))));

      assertThat(answer.unprocessedItems()).containsOnlyKeys("rides");
      assertThat(answer.unprocessedItems().get("rides")).containsExactly(write("b", 1));
      assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
          .isThrownBy(() -> dynamo.batchWriteItem(batch ->
              batch.requestItems(answer.unprocessedItems())));
    }
  }

  @Test
  void cancelsTransactionsWithoutCapacity() {
    try (var tables = LiveTables.provisioned(1, "rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      put(dynamo, "rides", "large", SIXTY_KB);

      var canceled =
          catchThrowableOfType(
              TransactionCanceledException.class,
              () ->
                  dynamo.transactWriteItems(transaction ->
                      transaction.transactItems(item ->
                          item.put(put -> put.tableName("rides").item(key("next"))))));

      assertThat(canceled.cancellationReasons())
          .singleElement()
          .satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("ProvisionedThroughputExceeded");
            assertThat(reason.message()).isEqualTo(EXCEEDED);
          });
    }
  }

  @Test
  void describesTablesAsAwsDoes() {
    try (var tables = LiveTables.provisioned(7, "rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      var table = dynamo.describeTable(describe -> describe.tableName("rides")).table();

      assertThat(table.tableArn())
          .isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/rides");
      assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
      assertThat(table.provisionedThroughput().readCapacityUnits()).isEqualTo(7);
      assertThat(table.provisionedThroughput().lastIncreaseDateTime()).isNull();
      assertThat(dynamo.describeTable(describe -> describe.tableName(table.tableArn())).table())
          .isEqualTo(table);
    }
  }

  @Test
  void createsAndDeletesTablesByCall() {
    try (var tables = LiveTables.onDemand("rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      dynamo.createTable(create ->
          create
              .tableName("orders")
              .keySchema(key -> key.attributeName("id").keyType(KeyType.HASH))
              .attributeDefinitions(
                  attribute -> attribute.attributeName("id").attributeType(ScalarAttributeType.S))
              .provisionedThroughput(units -> units.readCapacityUnits(1L).writeCapacityUnits(1L)));
      putWhenAdmitted(dynamo, "orders", "large", SIXTY_KB);
      assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
          .isThrownBy(() -> put(dynamo, "orders", "next", 1));

      dynamo.deleteTable(delete -> delete.tableName("orders"));

      assertThatExceptionOfType(ResourceNotFoundException.class)
          .isThrownBy(() -> put(dynamo, "orders", "next", 1));
      assertThat(dynamo.listTables().tableNames()).containsExactly("rides");
    }
  }

  @Test
  void tellsConsumedCapacityOnlyWhenAsked() {
    try (var tables = LiveTables.onDemand("rides");
        var dynamo = tables.server.client(DynamoDbClient.builder())) {
      var silent = dynamo.putItem(put -> put.tableName("rides").item(key("a")));
      var asked =
          dynamo.putItem(put ->
              put.tableName("rides")
                  .item(key("a"))
                  .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES));

      assertThat(silent.consumedCapacity()).isNull();
      assertThat(asked.consumedCapacity().capacityUnits()).isEqualTo(1);
      assertThat(asked.consumedCapacity().table().capacityUnits()).isEqualTo(1);
    }
  }

  private static void putWhenAdmitted(DynamoDbClient dynamo, String id) {
    putWhenAdmitted(dynamo, "rides", id, 1);
  }

  /// A new table's capacity is above zero from the first microsecond on.
  private static void putWhenAdmitted(DynamoDbClient dynamo, String table, String id, int bytes) {
    for (int tries = 0; ; tries++) {
      try {
        put(dynamo, table, id, bytes);
        return;
      } catch (ProvisionedThroughputExceededException e) {
        if (tries == 100) {
          throw e;
        }
      }
    }
  }

  private static void put(DynamoDbClient dynamo, String table, String id, int bytes) {
    dynamo.putItem(put -> put.tableName(table).item(item(id, bytes)));
  }

  private static WriteRequest write(String id, int bytes) {
    return WriteRequest.builder()
        .putRequest(PutRequest.builder().item(item(id, bytes)).build())
        .build();
  }

  private static Map<String, AttributeValue> item(String id, int bytes) {
    return Map.of(
        "id", AttributeValue.fromS(id), "pad", AttributeValue.fromS("x".repeat(bytes)));
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }
}
