// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// DynamoDB as the AWS SDK sees it, with a real DynamoDB Local behind and a table for each test. A
/// table with one unit keeps at most 300, so one item of 395 KB exhausts it for a minute and a
/// half.
class TablesIT {
  private static final int LARGE = 395 * 1024 - 100;
  private static final String EXCEEDED =
      "The level of configured provisioned throughput for the table was exceeded. Consider"
          + " increasing your provisioning level with the UpdateTable API.";

  private static LiveTables tables;
  private static DynamoDbClient dynamo;

  @BeforeAll
  static void start() {
    tables =
        LiveTables.provisioned(
            1,
            "throttled",
            "retried",
            "changed",
            "conditional",
            "batched",
            "checked",
            "transacted",
            "described",
            "asked",
            "compared");
    dynamo = tables.server.client(DynamoDbClient.builder());
    dynamo.updateTable(
        update -> update.tableName("compared").billingMode(BillingMode.PAY_PER_REQUEST));
  }

  @AfterAll
  static void stop() {
    dynamo.close();
    tables.close();
  }

  @Test
  void throttlesAsTheSdkExpectsIt() {
    put(dynamo, "throttled", "large", LARGE);

    var thrown =
        catchThrowableOfType(
            ProvisionedThroughputExceededException.class,
            () -> put(dynamo, "throttled", "next", 1));

    assertThat(thrown.statusCode()).isEqualTo(400);
    assertThat(thrown.isThrottlingException()).isTrue();
    assertThat(thrown.awsErrorDetails().errorMessage()).isEqualTo(EXCEEDED);
    assertThat(thrown.throttlingReasons())
        .singleElement()
        .satisfies(reason -> {
          assertThat(reason.reason()).isEqualTo("TableWriteProvisionedThroughputExceeded");
          assertThat(reason.resource())
              .isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/throttled");
        });
    assertThat(dynamo.getItem(get -> get.tableName("throttled").key(key("next"))).hasItem())
        .isFalse();
    assertThat(tables.service.usage())
        .contains(new TableUsage("throttled", "PutItem", Direction.WRITE, 2, 1, 1, 395));
  }

  @Test
  void isRetriedByTheSdkAsOftenAsItDoes() {
    put(dynamo, "retried", "large", LARGE);
    tables.forgetOperations();

    try (var retrying = tables.server.retryingClient(DynamoDbClient.builder())) {
      assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
          .isThrownBy(() -> put(retrying, "retried", "next", 1));
    }

    assertThat(tables.operations()).containsExactly("PutItem", "PutItem", "PutItem");
  }

  @Test
  void changesCapacityAtRunTime() {
    put(dynamo, "changed", "large", LARGE);

    var changed =
        dynamo.updateTable(update ->
            update
                .tableName("changed")
                .provisionedThroughput(
                    units -> units.readCapacityUnits(1L).writeCapacityUnits(40_000L)));

    assertThat(changed.tableDescription().provisionedThroughput().writeCapacityUnits())
        .isEqualTo(40_000);
    putWhenAdmitted("changed", "next", 1); // a minute's debt is gone within some milliseconds
    put(dynamo, "changed", "again", LARGE);

    dynamo.updateTable(
        update -> update.tableName("changed").billingMode(BillingMode.PAY_PER_REQUEST));
    for (int i = 0; i < 5; i++) {
      put(dynamo, "changed", "free" + i, LARGE);
    }
    var table = dynamo.describeTable(describe -> describe.tableName("changed")).table();
    assertThat(table.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
  }

  @Test
  void debitsConditionsThatFail() {
    dynamo.updateTable(
        update -> update.tableName("conditional").billingMode(BillingMode.PAY_PER_REQUEST));
    put(dynamo, "conditional", "large", LARGE);
    dynamo.updateTable(update ->
        update
            .tableName("conditional")
            .billingMode(BillingMode.PROVISIONED)
            .provisionedThroughput(units -> units.readCapacityUnits(1L).writeCapacityUnits(1L)));

    var failed =
        catchThrowableOfType(
            ConditionalCheckFailedException.class,
            () ->
                dynamo.putItem(put ->
                    put.tableName("conditional")
                        .item(key("large"))
                        .conditionExpression("attribute_not_exists(id)")));

    assertThat(failed.hasItem()).isFalse();
    assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
        .isThrownBy(() -> put(dynamo, "conditional", "next", 1));
    assertThat(tables.service.usage())
        .contains(new TableUsage("conditional", "PutItem", Direction.WRITE, 3, 1, 1, 2 * 395));
  }

  @Test
  void returnsWhatABatchHadNoCapacityFor() {
    var answer =
        dynamo.batchWriteItem(batch ->
            batch.requestItems(Map.of("batched", List.of(write("a", LARGE), write("b", 1)))));

    assertThat(answer.unprocessedItems()).containsOnlyKeys("batched");
    assertThat(answer.unprocessedItems().get("batched")).containsExactly(write("b", 1));
    assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
        .isThrownBy(
            () -> dynamo.batchWriteItem(batch -> batch.requestItems(answer.unprocessedItems())));
  }

  /// There is capacity for the first of them only, which is then not written either.
  @Test
  void refusesABatchThatHasAKeyTwiceAsAWhole() {
    var twice = List.of(write("a", LARGE), write("a", 1));

    assertThatExceptionOfType(DynamoDbException.class)
        .isThrownBy(
            () -> dynamo.batchWriteItem(batch -> batch.requestItems(Map.of("checked", twice))))
        .satisfies(e -> {
          assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
          assertThat(e.awsErrorDetails().errorMessage())
              .isEqualTo("Provided list of item keys contains duplicates");
        });
    assertThat(dynamo.getItem(get -> get.tableName("checked").key(key("a"))).hasItem()).isFalse();
  }

  @Test
  void cancelsTransactionsWithoutCapacity() {
    put(dynamo, "transacted", "large", LARGE);

    var canceled =
        catchThrowableOfType(
            TransactionCanceledException.class,
            () ->
                dynamo.transactWriteItems(transaction ->
                    transaction.transactItems(
                        TransactWriteItem.builder()
                            .put(put -> put.tableName("transacted").item(key("next")))
                            .build())));

    assertThat(canceled.cancellationReasons())
        .singleElement()
        .satisfies(reason -> {
          assertThat(reason.code()).isEqualTo("ProvisionedThroughputExceeded");
          assertThat(reason.message()).isEqualTo(EXCEEDED);
        });
  }

  @Test
  void describesTablesAsAwsDoes() {
    var table = dynamo.describeTable(describe -> describe.tableName("described")).table();

    assertThat(table.tableArn())
        .isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/described");
    assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
    assertThat(table.provisionedThroughput().readCapacityUnits()).isEqualTo(1);
    assertThat(table.provisionedThroughput().lastIncreaseDateTime()).isNull();
    assertThat(dynamo.describeTable(describe -> describe.tableName(table.tableArn())).table())
        .isEqualTo(table);
  }

  @Test
  void createsAndDeletesTablesByCall() {
    dynamo.createTable(create ->
        create
            .tableName("orders")
            .keySchema(KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
            .attributeDefinitions(
                AttributeDefinition.builder()
                    .attributeName("id")
                    .attributeType(ScalarAttributeType.S)
                    .build())
            .provisionedThroughput(units -> units.readCapacityUnits(1L).writeCapacityUnits(1L)));
    putWhenAdmitted("orders", "large", LARGE);
    assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
        .isThrownBy(() -> put(dynamo, "orders", "next", 1));

    dynamo.deleteTable(delete -> delete.tableName("orders"));

    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> put(dynamo, "orders", "next", 1));
    assertThat(dynamo.listTables().tableNames()).contains("described").doesNotContain("orders");
  }

  @Test
  void tellsConsumedCapacityOnlyWhenAsked() {
    var silent = dynamo.putItem(put -> put.tableName("asked").item(key("a")));
    var asked =
        dynamo.putItem(put ->
            put.tableName("asked")
                .item(key("a"))
                .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES));

    assertThat(silent.consumedCapacity()).isNull();
    assertThat(asked.consumedCapacity().capacityUnits()).isEqualTo(1);
    assertThat(asked.consumedCapacity().table().capacityUnits()).isEqualTo(1);
  }

  @Test
  void listensOnTheLoopbackInterfaceAlone() throws Exception {
    var sockets = Files.readString(Path.of("/proc/" + tables.service.pid() + "/net/tcp6"));
    var inodes = socketsOf(tables.service.pid());

    assertThat(
            sockets
                .lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(line -> line.length > 9 && inodes.contains("[" + line[9] + "]"))
                .filter(line -> line[3].equals("0A"))
                .map(line -> line[1].replaceFirst(":.*", "")))
        .containsExactly("0000000000000000FFFF00000100007F");
  }

  /// Twice the same, so that the second finds what the first left.
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "PutItem|{T,'Item':{'id':{'S':'1'},'n':{'N':'1.50'}},'ReturnValues':'ALL_OLD',R}",
        "GetItem|{T,'Key':{'id':{'S':'1'}},'ConsistentRead':true,R}",
        "GetItem|{T,'Key':{'id':{'S':'none'}}}",
        "Query|{T,'KeyConditionExpression':'id = :i','ExpressionAttributeValues':{':i':{'S':'1'}}}",
        "Scan|{T,'Select':'COUNT'}",
        "UpdateItem|{T,'Key':{'id':{'S':'1'}},'UpdateExpression':'SET a = :a',"
            + "'ExpressionAttributeValues':{':a':{'L':[{'S':'é'}]}},'ReturnValues':'ALL_NEW'}",
        "DeleteItem|{T,'Key':{'id':{'S':'none'}},R}",
        "PutItem|{T,'Item':{'id':{'N':'1'}}}",
        "PutItem|{T,'Item':{'id':{'S':'1'}},'ConditionExpression':'attribute_not_exists(id)'}",
        "PutItem|{'TableName':'missing','Item':{'id':{'S':'1'}}}",
        "BatchGetItem|{'RequestItems':{'compared':{'Keys':[{'id':{'S':'1'}}]}}}",
        "BatchWriteItem|{'RequestItems':{}}",
        "TransactGetItems|{'TransactItems':[{'Get':{T,'Key':{'id':{'S':'1'}}}}],R}",
        "ListTables|{'Limit':1}",
        "DescribeLimits|{}",
        "NoSuchOperation|{}"
      })
  void changesNothingElse(String operation, String request) throws Exception {
    var body =
        request
            .replace("T,", "'TableName':'compared',")
            .replace(",R}", ",'ReturnConsumedCapacity':'TOTAL'}")
            .replace('\'', '"');
    dynamo.putItem(put ->
        put.tableName("compared")
            .item(Map.of("id", AttributeValue.fromS("1"), "a", AttributeValue.fromS("b"))));
    tables.service.uncapped().call(operation, body.getBytes(UTF_8));

    var raw = tables.service.uncapped().call(operation, body.getBytes(UTF_8));
    var answer = tables.server.post("dynamodb", "DynamoDB_20120810." + operation, body);

    assertThat(answer.body()).isEqualTo(new String(raw.body(), UTF_8));
    assertThat(answer.statusCode()).isEqualTo(raw.status());
  }

  /// A new table's capacity is above zero from the first microsecond on.
  private static void putWhenAdmitted(String table, String id, int bytes) {
    for (int tries = 0; ; tries++) {
      try {
        put(dynamo, table, id, bytes);
        return;
      } catch (ProvisionedThroughputExceededException e) {
        if (tries == 1000) {
          throw e;
        }
      }
    }
  }

  private static void put(DynamoDbClient dynamo, String table, String id, int bytes) {
    dynamo.putItem(put -> put.tableName(table).item(item(id, bytes)));
  }

  private static Set<String> socketsOf(long pid) throws IOException {
    var inodes = new HashSet<String>();
    try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (var descriptor : descriptors.toList()) {
        var target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith("socket:")) {
          inodes.add(target.substring("socket:".length()));
        }
      }
    }
    return inodes;
  }

  private static WriteRequest write(String id, int bytes) {
    return WriteRequest.builder()
        .putRequest(PutRequest.builder().item(item(id, bytes)).build())
        .build();
  }

  private static Map<String, AttributeValue> item(String id, int bytes) {
    return Map.of("id", AttributeValue.fromS(id), "pad", AttributeValue.fromS("x".repeat(bytes)));
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }
}
