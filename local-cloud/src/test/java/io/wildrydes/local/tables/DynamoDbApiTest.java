// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.aws.AwsCall;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Request;
import io.wildrydes.local.http.Response;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The API in front of a database that answers as DynamoDB Local was seen to. JSON is written with
/// single quotes.
class DynamoDbApiTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String EXCEEDED =
      "The level of configured provisioned throughput for the table was exceeded. Consider"
          + " increasing your provisioning level with the UpdateTable API.";
  private static final String THROTTLED_WRITE =
      "{'__type':'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',"
          + "'message':'"
          + EXCEEDED
          + "','ThrottlingReasons':[{'reason':'TableWriteProvisionedThroughputExceeded',"
          + "'resource':'arn:aws:dynamodb:eu-west-1:000000000000:table/rides'}]}";
  private static final String PUT = "{'TableName':'rides','Item':{'id':{'S':'1'}}}";

  private final FakeDatabase database = new FakeDatabase();
  private final Capacities capacities = new Capacities();
  private final UsageMeter usage = new UsageMeter();
  private Instant now = START.plusSeconds(1);
  private final KnownTables known = new KnownTables(capacities, () -> now);
  private final DynamoDbApi api = api();

  @BeforeEach
  void provision() {
    capacities.put("rides", new Billing.Provisioned(1, 1), START);
  }

  private DynamoDbApi api() {
    var names = new TableNames(Identity.local("eu-west-1"));
    var metered = new MeteredDatabase(database, capacities, usage, () -> now);
    return new DynamoDbApi(metered, names, known, new TableOperations(database, known, names));
  }

  @Test
  void asksWhatAWriteConsumedAndTellsOnlyWhoAsked() throws InterruptedException {
    database.will(200, "{'ConsumedCapacity':{'TableName':'rides','CapacityUnits':1.0}}");

    var answer = call("PutItem", PUT);

    assertThat(text(answer)).isEqualTo("{}");
    assertThat(database.requests())
        .containsExactly(
            "PutItem {'TableName':'rides','Item':{'id':{'S':'1'}},'ReturnConsumedCapacity':'TOTAL'}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TOTAL", "INDEXES"})
  void leavesTheAnswerAloneWhenTheCallerAsked(String asked) throws InterruptedException {
    var consumed = "{'ConsumedCapacity':{'TableName':'rides','CapacityUnits':1.0}}";
    database.will(200, consumed);

    var answer =
        call("PutItem", PUT.replace("'Item'", "'ReturnConsumedCapacity':'" + asked + "','Item'"));

    assertThat(text(answer)).isEqualTo(consumed);
    assertThat(database.requests().getFirst()).contains("'" + asked + "'");
  }

  @Test
  void putsAChecksumOverEveryAnswer() throws InterruptedException {
    database.will(200, "{'ConsumedCapacity':{'TableName':'rides','CapacityUnits':1.0}}");

    var answer = call("PutItem", PUT);

    var checksum = new CRC32();
    checksum.update("{}".getBytes(UTF_8));
    assertThat(answer.headers().first("x-amz-crc32")).contains(Long.toString(checksum.getValue()));
  }

  @Test
  void throttlesATableThatHasNothingLeft() throws InterruptedException {
    database.will(200, "{'ConsumedCapacity':{'TableName':'rides','CapacityUnits':1.0}}");
    call("PutItem", PUT);

    var answer = call("PutItem", PUT);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer)).isEqualTo(THROTTLED_WRITE);
    assertThat(database.requests()).hasSize(1);
  }

  @Test
  void admitsAnyWriteWhileThereIsSomethingAndDebitsAllOfIt() throws InterruptedException {
    database.will(200, "{'ConsumedCapacity':{'TableName':'rides','CapacityUnits':5.0}}");
    call("UpdateItem", "{'TableName':'rides','Key':{'id':{'S':'1'}}}");

    now = START.plusSeconds(5);
    assertThat(call("PutItem", PUT).status()).isEqualTo(400);
    now = START.plusMillis(5001);
    database.will(200, "{}");
    assertThat(call("PutItem", PUT).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'ReturnValuesOnConditionCheckFailure':'NONE',"})
  void debitsAConditionThatFailsByTheLargerItem(String asked) throws InterruptedException {
    var old = "x".repeat(2000);
    database.will(
        400,
        "{'__type':'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',"
            + "'Message':'The conditional request failed','Item':{'id':{'S':'"
            + old
            + "'}}}");

    var answer =
        call("PutItem", PUT.replace("'Item'", asked + "'ConditionExpression':'a = b','Item'"));

    assertThat(text(answer))
        .isEqualTo(
            "{'__type':'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',"
                + "'Message':'The conditional request failed'}");
    assertThat(database.requests().getFirst())
        .contains("'ReturnValuesOnConditionCheckFailure':'ALL_OLD'");
    now = START.plusSeconds(2);
    assertThat(call("PutItem", PUT).status()).isEqualTo(400);
    assertThat(usage.all())
        .containsExactly(new TableUsage("rides", "PutItem", Direction.WRITE, 2, 1, 1, 2));
  }

  @Test
  void consumesNothingWhenARequestIsInvalid() throws InterruptedException {
    database.will(400, "{'__type':'com.amazon.coral.validate#ValidationException'}");
    database.will(200, "{}");

    call("PutItem", PUT);

    assertThat(call("PutItem", PUT).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetItem", "Query", "Scan"})
  void readsFromTheReadCapacity(String operation) throws InterruptedException {
    database.will(200, "{'ConsumedCapacity':{'TableName':'rides','CapacityUnits':1.0}}");
    var request = "{'TableName':'rides'}";

    assertThat(call(operation, request).status()).isEqualTo(200);
    assertThat(text(call(operation, request)))
        .contains("'reason':'TableReadProvisionedThroughputExceeded'");
    database.will(200, "{}");
    assertThat(call("PutItem", PUT).status()).isEqualTo(200);
  }

  /// A second has brought one unit.
  @Test
  void claimsHalfAUnitForAReadThatIsEventuallyConsistent() throws InterruptedException {
    var keys = "{'RequestItems':{'rides':{OPTION'Keys':[{'id':{'S':'1'}},{'id':{'S':'2'}}]}}}";
    database.will(200, "{'ConsumedCapacity':[{'TableName':'rides','CapacityUnits':1.0}]}");

    assertThat(text(call("BatchGetItem", keys.replace("OPTION", "")))).isEqualTo("{}");
    now = START.plusSeconds(2);
    database.will(200, "{'ConsumedCapacity':[{'TableName':'rides','CapacityUnits':1.0}]}");
    assertThat(text(call("BatchGetItem", keys.replace("OPTION", "'ConsistentRead':true,"))))
        .isEqualTo(
            "{'UnprocessedKeys':{'rides':{'ConsistentRead':true,'Keys':[{'id':{'S':'2'}}]}}}");
  }

  @Test
  void takesATableByItsArn() throws InterruptedException {
    database.will(200, "{}");

    call(
        "PutItem", PUT.replace("'rides'", "'arn:aws:dynamodb:eu-west-1:000000000000:table/rides'"));

    assertThat(database.requests().getFirst()).contains("'TableName':'rides'");
  }

  @Test
  void leavesTheItemsOfABatchUnprocessedThatHaveNoCapacity() throws InterruptedException {
    database.will(
        200,
        "{'UnprocessedItems':{},'ConsumedCapacity':[{'TableName':'rides','CapacityUnits':1.0},"
            + "{'TableName':'orders','CapacityUnits':1.0}]}");

    var answer =
        call(
            "BatchWriteItem",
            "{'RequestItems':{'rides':[{'PutRequest':{'Item':{'id':{'S':'1'}}}},"
                + "{'DeleteRequest':{'Key':{'id':{'S':'2'}}}}],"
                + "'orders':[{'PutRequest':{'Item':{'id':{'S':'3'}}}}]}}");

    assertThat(text(answer))
        .isEqualTo("{'UnprocessedItems':{'rides':[{'DeleteRequest':{'Key':{'id':{'S':'2'}}}}]}}");
    assertThat(database.requests())
        .containsExactly(
            "BatchWriteItem {'RequestItems':{'rides':[{'PutRequest':{'Item':{'id':{'S':'1'}}}}],"
                + "'orders':[{'PutRequest':{'Item':{'id':{'S':'3'}}}}]},'ReturnConsumedCapacity':'TOTAL'}");
    assertThat(usage.all())
        .containsExactly(
            new TableUsage("orders", "BatchWriteItem", Direction.WRITE, 1, 0, 0, 1),
            new TableUsage("rides", "BatchWriteItem", Direction.WRITE, 1, 1, 1, 1));
  }

  @Test
  void returnsUnprocessedKeysWithTheirOptions() throws InterruptedException {
    database.will(200, "{'Responses':{},'UnprocessedKeys':{},'ConsumedCapacity':[]}");

    var answer =
        call(
            "BatchGetItem",
            "{'RequestItems':{'rides':{'Keys':[{'id':{'S':'1'}},{'id':{'S':'2'}}],"
                + "'ConsistentRead':true,'ProjectionExpression':'id'}}}");

    assertThat(text(answer))
        .isEqualTo(
            "{'Responses':{},'UnprocessedKeys':{'rides':{'Keys':[{'id':{'S':'2'}}],"
                + "'ConsistentRead':true,'ProjectionExpression':'id'}}}");
  }

  @Test
  void failsABatchOfWhichNothingHasCapacity() throws InterruptedException {
    capacities.admit(List.of(new Claim("rides", Direction.WRITE, 1)), now);

    var answer =
        call(
            "BatchWriteItem",
            "{'RequestItems':{'rides':[{'PutRequest':{'Item':{'id':{'S':'1'}}}}]}}");

    assertThat(text(answer)).isEqualTo(THROTTLED_WRITE);
    assertThat(database.requests()).isEmpty();
  }

  /// There is capacity for one write, and the second is wrong, or the whole.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'rides':[{PUT{'id':{'S':'1'}}}},{PUT{'id':{'S':'1'},'other':{'S':'b'}}}}]",
        "'rides':[{PUT{'id':{'S':'1'}}}},{'DeleteRequest':{'Key':{'id':{'S':'1'}}}}]",
        "'rides':[{PUT{'id':{'S':'1'}}}},{PUT{'other':{'S':'b'}}}}]",
        "'rides':[{PUT{'id':{'S':'1'}}}},{PUT{'id':{'N':'2'}}}}]",
        "'rides':[{PUT{'id':{'S':'1'}}}},{'PutRequest':1}]",
        "'rides':[{PUT{'id':{'S':'1'}}}},{}]",
        "'rides':[{PUT{'id':{'S':'1'}}}},7]",
        "'rides':[],'orders':[{PUT{'id':{'S':'1'}}}}]",
        "'rides':{},'orders':[{PUT{'id':{'S':'1'}}}}]"
      })
  void leavesABatchWholeThatIsToBeRefused(String items) throws InterruptedException {
    knowRides();
    database.will(400, "{'__type':'com.amazon.coral.validate#ValidationException'}");
    var requests = "{'RequestItems':{" + items.replace("PUT", "'PutRequest':{'Item':") + "}";

    var answer = call("BatchWriteItem", requests + "}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(database.requests().getLast())
        .isEqualTo("BatchWriteItem " + requests + ",'ReturnConsumedCapacity':'TOTAL'}");
  }

  @Test
  void leavesABatchOfKeysWholeOfWhichTwoAreTheSame() throws InterruptedException {
    knowRides();
    database.will(400, "{'__type':'com.amazon.coral.validate#ValidationException'}");

    call(
        "BatchGetItem",
        "{'RequestItems':{'rides':{'ConsistentRead':true,"
            + "'Keys':[{'id':{'S':'1'}},{'id':{'S':'1'}}]}}}");

    assertThat(database.requests().getLast().split("'id'", -1)).hasSize(3);
  }

  private void knowRides() throws InterruptedException {
    database.will(200, "{'TableNames':['rides']}");
    database.will(
        200,
        "{'Table':{'TableName':'rides','KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
            + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],"
            + "'ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}}}");
    known.learnAll(database);
  }

  @Test
  void leavesABatchThatIsTooLongToBeRefused() throws InterruptedException {
    database.will(400, "{'__type':'com.amazon.coral.validate#ValidationException'}");
    var puts = "{'PutRequest':{'Item':{'id':{'S':'1'}}}},".repeat(26);

    call(
        "BatchWriteItem",
        "{'RequestItems':{'rides':[" + puts.substring(0, puts.length() - 1) + "]}}");

    assertThat(database.requests().getFirst().split("PutRequest", -1)).hasSize(27);
  }

  @Test
  void cancelsATransactionAndNamesTheActionsWithoutCapacity() throws InterruptedException {
    capacities.admit(List.of(new Claim("rides", Direction.WRITE, 1)), now);

    var answer =
        call(
            "TransactWriteItems",
            "{'TransactItems':[{'Put':{'TableName':'orders','Item':{'id':{'S':'1'}}}},"
                + "{'Put':{'TableName':'rides','Item':{'id':{'S':'1'}}}}]}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer))
        .isEqualTo(
            "{'__type':'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',"
                + "'Message':'Transaction cancelled, please refer cancellation reasons for specific"
                + " reasons [None, ProvisionedThroughputExceeded]','CancellationReasons':"
                + "[{'Code':'None'},{'Code':'ProvisionedThroughputExceeded','Message':'"
                + EXCEEDED
                + "'}]}");
    assertThat(database.requests()).isEmpty();
  }

  @Test
  void debitsATransactionTwice() throws InterruptedException {
    database.will(200, "{'ConsumedCapacity':[{'TableName':'rides','CapacityUnits':2.0}]}");
    var put = "{'TransactItems':[{'Put':{'TableName':'rides','Item':{'id':{'S':'1'}}}}]}";

    call("TransactWriteItems", put);

    now = START.plusSeconds(2);
    assertThat(call("TransactWriteItems", put).status()).isEqualTo(400);
    now = START.plusMillis(2001);
    database.will(200, "{}");
    assertThat(call("TransactWriteItems", put).status()).isEqualTo(200);
  }

  @Test
  void debitsACanceledTransactionForItsPreparation() throws InterruptedException {
    database.will(
        400, "{'__type':'com.amazonaws.dynamodb.v20120810#TransactionCanceledException'}");
    database.will(200, "{}");

    call(
        "TransactWriteItems",
        "{'TransactItems':[{'Put':{'TableName':'rides','Item':{'id':{'S':'1'}}}}]}");

    assertThat(call("PutItem", PUT).status()).isEqualTo(400);
    now = START.plusMillis(1001);
    assertThat(call("PutItem", PUT).status()).isEqualTo(200);
  }

  @Test
  void takesNoteOfCapacityThatIsChanged() throws InterruptedException {
    database.will(
        200,
        "{'TableDescription':{'TableName':'rides','ProvisionedThroughput':"
            + "{'ReadCapacityUnits':1,'WriteCapacityUnits':5}}}");
    call("UpdateTable", "{'TableName':'rides'}");
    now = START.plusSeconds(2);
    database.will(200, "{'ConsumedCapacity':{'TableName':'rides','CapacityUnits':6.0}}");
    call("PutItem", PUT);

    assertThat(call("PutItem", PUT).status()).isEqualTo(400);
    now = START.plusMillis(2201);
    database.will(200, "{}");
    assertThat(call("PutItem", PUT).status()).isEqualTo(200);
  }

  /// The table was created, and the answer lost with its process.
  @ParameterizedTest
  @ValueSource(strings = {"CreateTable", "UpdateTable"})
  void asksForATableWhoseChangeWasNotAnswered(String operation) throws InterruptedException {
    database.willNotAnswer();
    database.will(
        200,
        "{'Table':{'TableName':'orders','ProvisionedThroughput':"
            + "{'ReadCapacityUnits':1,'WriteCapacityUnits':1}}}");

    var answer = call(operation, "{'TableName':'orders'}");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(database.requests())
        .containsExactly(
            operation + " {'TableName':'orders'}", "DescribeTable {'TableName':'orders'}");
    assertThat(call("PutItem", PUT.replace("rides", "orders")).status()).isEqualTo(400);
  }

  @Test
  void asksForATableWhoseChangeFailed() throws InterruptedException {
    database.will(500, "{'__type':'com.amazonaws.dynamodb.v20120810#InternalServerError'}");
    database.willNotAnswer();

    call("UpdateTable", "{'TableName':'rides'}");

    assertThat(database.requests().getLast()).isEqualTo("DescribeTable {'TableName':'rides'}");
  }

  @Test
  void forgetsATableWhoseDeletionWasNotAnswered() throws InterruptedException {
    database.willNotAnswer();
    database.will(400, "{'__type':'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException'}");

    call("DeleteTable", "{'TableName':'rides'}");

    assertThat(capacities.admit(List.of(new Claim("rides", Direction.WRITE, 9)), now)).isEmpty();
    assertThat(capacities.admit(List.of(new Claim("rides", Direction.WRITE, 9)), now)).isEmpty();
  }

  @Test
  void tellsOnlyThatThereIsNoAnswerWhenItIsNoneOfDynamoDb() throws InterruptedException {
    database.will(500, "<html>Server Error</html>");
    database.will(500, "<html>Server Error</html>");
    var expected =
        "{'__type':'com.amazonaws.dynamodb.v20120810#InternalServerError','message':'The request"
            + " could not be processed because DynamoDB Local does not answer'}";

    assertThat(text(call("PutItem", PUT))).isEqualTo(expected);
    assertThat(text(call("ListTables", "{}"))).isEqualTo(expected);
  }

  @Test
  void describesATableAsAwsDoes() throws InterruptedException {
    database.will(
        200,
        "{'Table':{'TableName':'rides','ProvisionedThroughput':{'LastIncreaseDateTime':0.000,"
            + "'LastDecreaseDateTime':0.000,'ReadCapacityUnits':1},"
            + "'TableArn':'arn:aws:dynamodb:ddblocal:000000000000:table/rides'}}");

    assertThat(text(call("DescribeTable", "{'TableName':'rides'}")))
        .isEqualTo(
            "{'Table':{'TableName':'rides','ProvisionedThroughput':{'ReadCapacityUnits':1},"
                + "'TableArn':'arn:aws:dynamodb:eu-west-1:000000000000:table/rides',"
                + "'TableId':'f0c27cf7-f932-3828-ab0a-d6ff229a874e'}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GlobalSecondaryIndexes", "StreamSpecification", "OnDemandThroughput"})
  void refusesWhatItWouldOtherwiseIgnore(String member) throws InterruptedException {
    var answer = call("CreateTable", "{'TableName':'rides','" + member + "':{}}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer))
        .isEqualTo(
            "{'__type':'com.amazon.coral.validate#ValidationException','message':'"
                + member
                + " is not supported here'}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DynamoDB_20120810.ExecuteStatement",
        "DynamoDB_20120810.BatchExecuteStatement",
        "DynamoDB_20120810.ExecuteTransaction",
        "DynamoDBStreams_20120810.ListStreams",
        "DynamoDBStreams_20120810.DescribeStream",
        "DynamoDBStreams_20120810.GetShardIterator",
        "DynamoDBStreams_20120810.GetRecords"
      })
  void refusesPartiQlAndStreamsByName(String target) throws InterruptedException {
    assertThat(text(callTarget(target, "{}")))
        .isEqualTo(
            "{'__type':'com.amazon.coral.service#UnknownOperationException','message':'dynamodb"
                + " operation '"
                + target
                + "' is not supported here'}");
    assertThat(database.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"garbage|is not JSON", "[]|is not an object"})
  void refusesABodyThatIsNoObject(String body, String reason) throws InterruptedException {
    assertThat(text(call("PutItem", body)))
        .isEqualTo(
            "{'__type':'com.amazon.coral.service#SerializationException',"
                + "'message':'the request body "
                + reason
                + "'}");
  }

  private Response call(String operation, String json) throws InterruptedException {
    return callTarget("DynamoDB_20120810." + operation, json);
  }

  private Response callTarget(String target, String json) throws InterruptedException {
    var request =
        new Request(
            "POST",
            "/",
            "",
            Headers.of("X-Amz-Target", target),
            json.replace('\'', '"').getBytes(UTF_8),
            "127.0.0.1");
    return api.handle(new AwsCall(request, "id", "arn", now));
  }

  private static String text(Response response) {
    return response.text().replace('"', '\'');
  }
}
