// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.wildrydes.testing.Await;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// The rides system as riders and operators see it.
@BlackBox
class RidesIT {
  private static final String BOSTON =
      "{\"PickupLocation\":{\"Latitude\":42.35250862285574,\"Longitude\":-71.05289904884849}}";

  private static final String UUID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final StackUnderTest stack;
  private final Callers callers;
  private final DynamoDbClient tables;

  RidesIT(StackUnderTest stack) {
    this.stack = stack;
    this.callers = stack.callers();
    this.tables = stack.aws().client(DynamoDbClient.builder());
  }

  @AfterEach
  void closeClient() {
    tables.close();
  }

  @Test
  void everyGrantedRideIsInTheTableAsTheRiderWasTold() {
    var ids = new HashSet<String>();
    for (int i = 0; i < 10; i++) {
      var ride = callers.ride(BOSTON);
      assertThat(ride.status()).as(ride.body()).isEqualTo(201);
      var id = ride.json().path("RideId").asText();
      ids.add(id);

      var stored = stored(id);
      assertThat(text(stored, "RequestTime")).isEqualTo(ride.json().path("RequestTime").asText());
      assertThat(Double.parseDouble(number(stored, "DiscountMultiplier")))
          .isEqualTo(ride.json().path("DiscountMultiplier").asDouble());
      assertThat(name(stored)).isEqualTo(ride.json().at("/Unicorn/Name").asText());
    }
    assertThat(ids).hasSize(10);
  }

  @Test
  void answersWithAUnicornAPriceAndATime() {
    var ride = callers.ride(BOSTON);

    var json = ride.json();
    assertThat(json.path("RideId").asText()).matches(UUID_PATTERN);
    assertThat(json.at("/Unicorn/Name").asText()).isIn("Bucephalus", "Shadowfax", "Rocinante");
    assertThat(json.at("/Unicorn/Color").asText()).isIn("Golden", "White", "Yellow");
    assertThat(json.at("/Unicorn/DeviceId").asText()).matches(UUID_PATTERN);
    assertThat(Instant.parse(json.path("RequestTime").asText())).isNotNull();
    assertThat(json.path("DiscountMultiplier").asDouble()).isBetween(0.8, 1.0);
    assertThat(ride.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(ride.header("access-control-expose-headers")).isEqualTo("x-correlation-id");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "not JSON            | {\"PickupLocation\":                                        |",
        "empty               | ''                                                          |",
        "no location         | {}                                                          | PickupLocation",
        "no longitude        | {\"PickupLocation\":{\"Latitude\":1}}                       | Longitude",
        "a text              | {\"PickupLocation\":{\"Latitude\":\"1\",\"Longitude\":1}}   | Latitude",
        "beyond the pole     | {\"PickupLocation\":{\"Latitude\":90.1,\"Longitude\":1}}    | Latitude",
        "beyond the dateline | {\"PickupLocation\":{\"Latitude\":1,\"Longitude\":-180.1}}  | Longitude"
      })
  void refusesWhatIsNoPlace(String name, String body, String field) {
    var answer = callers.ride(body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().at("/error/code").asText()).isEqualTo("InvalidRequest");
    assertThat(answer.json().at("/error/message").asText())
        .isNotEmpty()
        .doesNotContain("Exception")
        .contains(field == null ? "" : field);
    assertThat(answer.json().path("correlation_id").asText()).isEqualTo(answer.correlationId());
  }

  @ParameterizedTest
  @CsvSource({"GET,/unicorn", "POST,/promo", "POST,/record"})
  void theInternalApiIsClosedToWhoeverDoesNotSign(String method, String path) {
    var answer = callers.send(method, callers.output("InternalApiUrl") + path, "");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
  }

  @Test
  void canBeFollowedByItsCorrelationIdThroughEveryService() {
    var id = "ride-" + UUID.randomUUID();

    callers.ride(BOSTON, "x-correlation-id", id);

    assertThat(stack.logs().awaitMilestones("request-ride", id, 5))
        .containsExactly(
            "RIDE_REQUEST_RECEIVED",
            "RIDE_UNICORN_ASSIGNED",
            "RIDE_DISCOUNT_APPLIED",
            "RIDE_RECORDED",
            "RIDE_REQUEST_COMPLETED");
    assertThat(stack.logs().awaitMilestones("put-ride-record", id, 2))
        .containsExactly("RECORD_REQUEST_RECEIVED", "SAVED_IN_DATABASE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"request-ride", "ride-fleet", "promo", "put-ride-record"})
  void leavesNoLineWithoutTheRidesCorrelationId(String function) {
    callers.ride(BOSTON);

    var lines =
        Await.until(
            "lines of " + function,
            stack.patience(),
            () -> OrphanLines.among(stack.logs().lines(function, "")),
            found -> found.read() > 0);

    assertThat(lines.orphans()).isEmpty();
  }

  @Test
  void callsRetriesAndMessagesStoreARideOnce() {
    var ride = ride("once-" + UUID.randomUUID());

    assertThat(List.of(record(ride), record(ride))).containsExactly(201, 200);
    assertThat(deferred(ride, ride)).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(record(ride)).isEqualTo(200);
    assertThat(record(ride.replace("White", "Black"))).isEqualTo(409);

    var id = JsonLines.parse(ride).orElseThrow().path("RideId").asText();
    assertThat(savedNewly(id)).isEqualTo(1);
  }

  @Test
  void aMessageThatComesFirstIsNotStoredAgainByTheCall() {
    var ride = ride("first-" + UUID.randomUUID());

    assertThat(deferred(ride)).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(record(ride)).isEqualTo(200);
  }

  private long savedNewly(String rideId) {
    return Await.until(
            "the ride's lines",
            stack.patience(),
            () ->
                stack
                    .logs()
                    .lines(
                        "put-ride-record",
                        "{ $.milestone = \"SAVED_IN_DATABASE\" && $.rideId = \"" + rideId + "\" }"),
            found -> !found.isEmpty())
        .stream()
        .filter(line -> line.path("reason").asText().equals("saved now"))
        .count();
  }

  /// What PutRideRecord answers to the ride, as the gateway would hand it over.
  private int record(String ride) {
    var event = JsonNodeFactory.instance.objectNode();
    event.put("httpMethod", "POST").put("path", "/record").put("body", ride);
    event.putObject("headers").put("x-correlation-id", "rides-it");
    event.putObject("requestContext").put("requestId", UUID.randomUUID().toString());
    return json(invoke("PutRideRecordFunctionName", event)).path("statusCode").asInt();
  }

  /// What PutDeferredRideRecord answers to a batch of these rides.
  private String deferred(String... rides) {
    var batch = JsonNodeFactory.instance.objectNode();
    for (var ride : rides) {
      var envelope = JsonNodeFactory.instance.objectNode();
      envelope.put("source", "wild-rydes.request-ride");
      envelope.put("detail-type", "ride-record-requested");
      var detail = envelope.set("detail", JsonLines.parse(ride).orElseThrow());
      detail.withObject("/detail/meta_data").put("correlation_id", "rides-it");
      batch
          .withArray("Records")
          .addObject()
          .put("messageId", UUID.randomUUID().toString())
          .put("eventSource", "aws:sqs")
          .put("body", envelope.toString());
    }
    return invoke("PutDeferredRideRecordFunctionName", batch).payload().asUtf8String();
  }

  private InvokeResponse invoke(String output, JsonNode event) {
    try (var lambda = stack.aws().client(LambdaClient.builder())) {
      return lambda.invoke(invoke ->
          invoke
              .functionName(callers.output(output))
              .qualifier("live")
              .payload(SdkBytes.fromUtf8String(event.toString())));
    }
  }

  private static JsonNode json(InvokeResponse response) {
    return JsonLines.parse(response.payload().asUtf8String()).orElseThrow();
  }

  private static String ride(String id) {
    return """
    {"RideId":"%s","Unicorn":{"Name":"Shadowfax","Color":"White",\
    "DeviceId":"21fc3d3a-f26a-11e8-9109-8c859074f8c7"},\
    "RequestTime":"2026-01-15T12:00:00.000Z","DiscountMultiplier":0.85}\
    """
        .formatted(id);
  }

  private Map<String, AttributeValue> stored(String rideId) {
    var key = Map.of("RideId", AttributeValue.fromS(rideId));
    return tables
        .getItem(get ->
            get.tableName(callers.output("RideRecordsTableName")).key(key).consistentRead(true))
        .item();
  }

  private static String text(Map<String, AttributeValue> item, String attribute) {
    return item.getOrDefault(attribute, AttributeValue.fromS("")).s();
  }

  private static String number(Map<String, AttributeValue> item, String attribute) {
    return item.getOrDefault(attribute, AttributeValue.fromN("NaN")).n();
  }

  private static String name(Map<String, AttributeValue> item) {
    return text(item.getOrDefault("Unicorn", AttributeValue.fromM(Map.of())).m(), "Name");
  }
}
