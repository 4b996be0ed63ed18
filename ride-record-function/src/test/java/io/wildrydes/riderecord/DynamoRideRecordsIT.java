// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.kit.Json;
import io.wildrydes.testing.CapturedOutput;
import io.wildrydes.testing.CrowdedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/// The adapter over the AWS SDK itself, against an endpoint that speaks DynamoDB's protocol.
class DynamoRideRecordsIT extends RideRecordsContract {
  private final CapturedOutput output = CapturedOutput.start();
  private StubDynamo dynamo;
  private DynamoRideRecords records;

  @BeforeEach
  void start() throws IOException {
    dynamo = new StubDynamo();
    records = recordsAt(dynamo.address());
  }

  @AfterEach
  void stop() {
    records.close();
    dynamo.close();
    output.close();
  }

  @Override
  RideRecords records() {
    return records;
  }

  @Override
  void throttlesTheNext() {
    dynamo.throttles();
  }

  @Override
  void losesTheNextAnswer() {
    dynamo.losesTheAnswer();
  }

  @Test
  void writesTheRideOnConditionThatItsIdIsFree() throws Exception {
    var _ = records.put(Rides.aRide(), LONG);

    assertThat(dynamo.requests)
        .containsExactly(
            Json.MAPPER.readTree(
                """
                {"TableName":"wild-rydes-ride-records",
                 "Item":{
                   "RideId":{"S":"0f8b1f2e-5d9c-4c57-9a4e-3f1f2f7f9c10"},
                   "Unicorn":{"M":{
                     "Name":{"S":"Shadowfax"},
                     "Color":{"S":"White"},
                     "DeviceId":{"S":"21fc3d3a-f26a-11e8-9109-8c859074f8c7"}}},
                   "RequestTime":{"S":"2026-01-15T10:15:30.187Z"},
                   "DiscountMultiplier":{"N":"0.85"}},
                 "ConditionExpression":"attribute_not_exists(RideId)",
                 "ReturnValuesOnConditionCheckFailure":"ALL_OLD"}
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "400, ProvisionedThroughputExceededException, THROTTLED",
    "400, ThrottlingException, THROTTLED",
    "400, RequestLimitExceeded, THROTTLED",
    "500, InternalServerError, TABLE_FAILED",
    "503, ServiceUnavailable, TABLE_FAILED",
    "400, ResourceNotFoundException, REFUSED",
    "400, AccessDeniedException, REFUSED"
  })
  void oneWriteIsOneRequestHoweverItEnds(int status, String code, Trouble trouble) {
    dynamo.fails(status, code);

    assertThat(records.put(Rides.aRide(), LONG))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.trouble()).isEqualTo(trouble));
    assertThat(dynamo.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTableThatHangsIsLeftAtTheLimit(boolean hasBegunToAnswer) {
    var _ = records.put(Rides.withId("first"), LONG); // loads the SDK
    var _ = hasBegunToAnswer ? dynamo.stopsAfterAByte() : dynamo.staysSilent();

    assertThat(records.put(Rides.aRide(), Duration.ofMillis(300)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.trouble()).isEqualTo(Trouble.UNANSWERED);
              assertThat(failed.cause()).isInstanceOf(ApiCallAttemptTimeoutException.class);
            });
  }

  @Test
  void anAnswerWithAWrongChecksumIsNone() {
    dynamo.garblesTheAnswer();

    assertThat(records.put(Rides.aRide(), LONG))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.trouble()).isEqualTo(Trouble.UNANSWERED);
              assertThat(failed.cause()).isInstanceOf(Crc32MismatchException.class);
            });
    assertThat(records.put(Rides.aRide(), LONG)).isEqualTo(Outcome.Stored.ALREADY_THERE);
  }

  @Test
  void anAnswerThatIsNotDynamoDbsIsNone() {
    dynamo.isSomebodyElse();

    assertThat(records.put(Rides.aRide(), LONG))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.trouble()).isEqualTo(Trouble.UNANSWERED);
              assertThat(failed.cause())
                  .hasRootCauseMessage("PutItem was answered without a request id");
            });
    assertThat(records.put(Rides.aRide(), LONG)).isEqualTo(Outcome.Stored.SAVED);
  }

  @Test
  void whatIsNoHttpIsNoAnswer() throws Exception {
    try (var babbler = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var misled = recordsAt(URI.create("http://127.0.0.1:" + babbler.getLocalPort()))) {
      Thread.ofVirtual().name("babbler").start(() -> babble(babbler));

      assertThat(misled.put(Rides.aRide(), LONG))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.trouble()).isEqualTo(Trouble.UNANSWERED));
    }
  }

  /// The quickest of three tells what was intended, whatever else the machine has to do.
  @Test
  void aTableThatNobodyCanConnectToIsLeftWithinTheShortestTry() throws Exception {
    var _ = records.put(Rides.withId("first"), LONG); // loads the SDK
    try (var crowd = CrowdedPort.open();
        var unreachable = recordsAt(crowd.uri())) {
      var times = new TreeSet<Duration>();
      for (var i = 0; i < 3; i++) {
        var start = System.nanoTime();

        assertThat(unreachable.put(Rides.aRide(), LONG))
            .isInstanceOfSatisfying(
                Outcome.Failed.class,
                failed -> assertThat(failed.trouble()).isEqualTo(Trouble.UNANSWERED));

        times.add(Duration.ofNanos(System.nanoTime() - start));
      }
      assertThat(times.first()).isBetween(Duration.ofMillis(290), Duration.ofMillis(450));
    }
  }

  @Test
  void aTableThatIsNotThereAnswersNothing() {
    dynamo.close();

    assertThat(records.put(Rides.aRide(), LONG))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.trouble()).isEqualTo(Trouble.UNANSWERED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DiscountMultiplier | {\"N\":\"0.850\"} | true",
        "DiscountMultiplier | {\"N\":\"8.5E-1\"} | true",
        "DiscountMultiplier | {\"N\":\"0.86\"} | false",
        "DiscountMultiplier | {\"S\":\"0.85\"} | false",
        "RequestTime | {\"S\":\"2026-01-15T10:15:30.188Z\"} | false",
        "Unicorn | {\"M\":{\"Name\":{\"S\":\"Shadowfax\"}}} | false",
        "ExpiresAt | {\"N\":\"1\"} | true"
      })
  void comparesEveryFieldOfTheRideAndNoOther(String name, String value, boolean isSame)
      throws Exception {
    var _ = records.put(Rides.aRide(), LONG);
    dynamo.changeItem(Rides.ID, Json.MAPPER.readTree(value), name);

    assertThat(records.put(Rides.aRide(), LONG))
        .isEqualTo(isSame ? Outcome.Stored.ALREADY_THERE : new Outcome.IdTaken());
  }

  @Test
  void aRefusalWithoutTheItemIsNoConflict() {
    dynamo.fails(400, "ConditionalCheckFailedException");
    dynamo.fails(400, "ConditionalCheckFailedException");

    assertThat(records.put(Rides.aRide(), LONG))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.trouble()).isEqualTo(Trouble.REFUSED));
    assertThatThrownBy(() -> records.putStubbornly(Rides.aRide()))
        .isInstanceOf(ConditionalCheckFailedException.class);
  }

  @Test
  void stubbornnessIsTenRequestsAndThenTheSdksOwnException() {
    IntStream.range(0, 10).forEach(_ -> dynamo.throttles());

    assertThatThrownBy(() -> records.putStubbornly(Rides.aRide()))
        .isInstanceOf(ProvisionedThroughputExceededException.class);

    assertThat(dynamo.requests).hasSize(10);
    assertThat(RecordingFixture.lines(output))
        .filteredOn(line -> line.path("message").asText().equals("ride not written"))
        .extracting(line -> line.path("attempt").asInt())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  @Test
  void theTenthRequestMayStillStore() {
    IntStream.range(0, 9).forEach(_ -> dynamo.throttles());

    assertThat(records.putStubbornly(Rides.aRide())).isEqualTo(Outcome.Stored.SAVED);
    assertThat(dynamo.requests).hasSize(10);
  }

  @Test
  void stubbornnessHasNoQuotaThatEndsItSooner() {
    for (var ride = 0; ride < 30; ride++) {
      IntStream.range(0, 9).forEach(_ -> dynamo.throttles());

      assertThat(records.putStubbornly(Rides.withId("r-" + ride))).isEqualTo(Outcome.Stored.SAVED);
    }
    assertThat(dynamo.requests).hasSize(300);
  }

  @Test
  void stubbornnessToleratesWhatBreaksOnTheWay() {
    dynamo.losesTheAnswer();

    assertThat(records.putStubbornly(Rides.aRide())).isEqualTo(Outcome.Stored.ALREADY_THERE);
  }

  @Test
  void stubbornnessIsWastedOnARefusal() {
    dynamo.fails(400, "ResourceNotFoundException");

    assertThatThrownBy(() -> records.putStubbornly(Rides.aRide()))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(dynamo.requests).hasSize(1);
  }

  /// Says something that is no HTTP to whoever comes.
  private static void babble(ServerSocket server) {
    while (!server.isClosed()) {
      try (var caller = server.accept()) {
        var _ = caller.getInputStream().read(new byte[64 * 1024]);
        caller.getOutputStream().write("SSH-2.0-OpenSSH_9.9\r\n\r\n".getBytes(UTF_8));
      } catch (IOException _) {
        // closed, which ends the loop, or a caller that went away
      }
    }
  }

  /// Waits of a nanosecond instead of 50 ms, and what follows from them.
  private static DynamoRideRecords recordsAt(URI address) {
    return DynamoRideRecords.create(
        AwsAccess.toLoopback(address), "wild-rydes-ride-records", Duration.ofNanos(1));
  }
}
