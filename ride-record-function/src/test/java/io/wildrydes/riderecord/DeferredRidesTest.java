// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import static io.wildrydes.riderecord.RecordingFixture.Message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.settings.Resilience;
import io.wildrydes.testing.CapturedOutput;
import io.wildrydes.testing.FakeLambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeferredRidesTest {
  private final CapturedOutput output = CapturedOutput.start();
  private final RecordingFixture fixture = new RecordingFixture();
  private final PutDeferredRideRecordHandler handler = fixture.deferredHandler();

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void recordsEachRideOfABatch() throws Exception {
    var back = deliver(message(1), message(2), message(3));

    assertThat(back).isEmpty();
    assertThat(fixture.records.table).containsOnlyKeys("r-1", "r-2", "r-3");
    assertThat(fixture.records.table).containsValue(Rides.withId("r-2"));
  }

  @Test
  void recordsTheSampleEvent() throws Exception {
    var out = new ByteArrayOutputStream();

    try (var event =
        Files.newInputStream(Path.of("..", "events", "put-deferred-ride-record.json"))) {
      handler.handleRequest(event, out, FakeLambdaContext.of("request-1"));
    }

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(story())
        .containsExactly(
            "RECORD_REQUEST_RECEIVED 7b1e6a90-2f4d-4d6f-8c55-1a9e0f3b2c41"
                + " 5b2f0e1c-8a43-4f6e-9d7b-3c1a2e4f6a80 -",
            "SAVED_IN_DATABASE 7b1e6a90-2f4d-4d6f-8c55-1a9e0f3b2c41"
                + " 5b2f0e1c-8a43-4f6e-9d7b-3c1a2e4f6a80 saved now");
  }

  @Test
  void aRideThatIsThereIsDone() throws Exception {
    deliver(message(1));

    assertThat(deliver(message(1), message(1))).isEmpty();
    assertThat(story())
        .containsExactly(
            "RECORD_REQUEST_RECEIVED c-1 r-1 -",
            "SAVED_IN_DATABASE c-1 r-1 saved now",
            "RECORD_REQUEST_RECEIVED c-1 r-1 -",
            "SAVED_IN_DATABASE c-1 r-1 already there",
            "RECORD_REQUEST_RECEIVED c-1 r-1 -",
            "SAVED_IN_DATABASE c-1 r-1 already there");
  }

  @Test
  void onlyWhatIsNotRecordedGoesBack() throws Exception {
    fixture.records.table.put("r-2", Rides.withId("other"));

    var back =
        deliver(
            message(1),
            message(2),
            new Message("m-3", "not json"),
            Message.withDetail("m-4", "{\"RideId\":\"r-4\"}"),
            message(5));

    assertThat(back).containsExactly("m-2", "m-3", "m-4");
    assertThat(fixture.records.table).containsOnlyKeys("r-1", "r-2", "r-5");
  }

  @Test
  void whatCanNeverBeRecordedCallsForAPerson() throws Exception {
    fixture.records.table.put("r-2", Rides.withId("other"));

    deliver(
        message(2),
        new Message("m-3", "not json"),
        Message.withDetail("m-4", "{\"RideId\":\"r-4\",\"meta_data\":{\"correlation_id\":\"c\"}}"));

    assertThat(lines())
        .filteredOn(line -> line.path("level").asText().equals("ERROR"))
        .extracting(line ->
            line.path("message").asText()
                + ": "
                + line.path("reason").asText()
                + " "
                + line.path("rideId").asText("-"))
        .containsExactly(
            "ride can never be recorded: id of another ride r-2",
            "ride can never be recorded: not valid JSON -",
            "ride can never be recorded: Unicorn is missing or not a JSON object r-4");
    assertThat(lines())
        .filteredOn(line -> line.path("message").asText().equals("message goes back to the queue"))
        .extracting(line -> line.path("name").asText())
        .containsExactly("m-2", "m-3", "m-4");
  }

  @Test
  void everyLineOfARideCarriesItsOwnIds() throws Exception {
    fixture.records.failsOnce(Trouble.THROTTLED);

    deliver(message(1), new Message("m-2", "not json"), message(3));

    assertThat(lines())
        .filteredOn(line -> line.has("rideId"))
        .extracting(line -> line.path("correlationId").asText() + line.path("rideId").asText())
        .containsOnly("c-1r-1", "c-3r-3");
    assertThat(lines())
        .filteredOn(line -> line.path("correlationId").asText().equals("request-1"))
        .extracting(line -> line.path("message").asText())
        .containsExactly(
            "metric recorded", "ride can never be recorded", "message goes back to the queue");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",\"meta_data\":{}", ",\"meta_data\":{\"correlation_id\":\"two words\"}"})
  void aLostCorrelationIdIsReportedAndTheRideRecorded(String metaData) throws Exception {
    var detail = Rides.json().replaceFirst("}$", metaData + "}");

    assertThat(deliver(Message.withDetail("m-1", detail))).isEmpty();

    assertThat(fixture.records.table).containsOnlyKeys(Rides.ID);
    assertThat(lines())
        .filteredOn(line -> line.path("level").asText().equals("WARN"))
        .extracting(
            line -> line.path("message").asText() + " " + line.path("correlationId").asText())
        .containsExactly("correlation id lost, the ride is recorded without it request-1");
  }

  @Test
  void triesOnWhileTheInvocationLasts() throws Exception {
    fixture.records.failsForever(Trouble.THROTTLED);

    assertThat(deliver(message(1))).containsExactly("m-1");

    assertThat(Duration.between(RecordingFixture.NOW, fixture.clock.instant()))
        .isBetween(Duration.ofMillis(25_300), Duration.ofMillis(27_500));
    assertThat(lines().getLast().path("message").asText())
        .isEqualTo("message goes back to the queue");
    assertThat(lines())
        .filteredOn(line -> line.path("message").asText().equals("ride not recorded"))
        .extracting(line -> line.path("reason").asText())
        .containsExactly("no time for another try");
  }

  @Test
  void noRideOfABatchIsLeftWithoutATry() throws Exception {
    fixture.records.failsForever(Trouble.THROTTLED);

    var messages = IntStream.rangeClosed(1, 10).mapToObj(DeferredRidesTest::message);
    var back = deliver(messages.toArray(Message[]::new));

    assertThat(back).hasSize(10);
    assertThat(lines())
        .filteredOn(line -> line.path("message").asText().equals("ride not written"))
        .extracting(line -> line.path("rideId").asText() + " " + line.path("attempt").asText())
        .contains("r-1 1", "r-1 5", "r-5 1", "r-5 5", "r-10 1", "r-10 5");
    assertThat(Duration.between(RecordingFixture.NOW, fixture.clock.instant()))
        .isLessThan(Duration.ofMillis(27_500));
  }

  @Test
  void whatThereIsNoTimeForGoesBackUntried() throws Exception {
    fixture.records.replies((_, _) -> {
      fixture.clock.advance(Duration.ofSeconds(28));
      return Outcome.Stored.SAVED;
    });

    assertThat(deliver(message(1), message(2), message(3))).containsExactly("m-2", "m-3");

    assertThat(fixture.records.limits).hasSize(1);
    assertThat(lines())
        .filteredOn(line -> line.path("message").asText().equals("ride not recorded"))
        .extracting(line -> line.path("reason").asText())
        .containsExactly("no time left", "no time left");
  }

  @Test
  void fragileIsStubbornForEachRide() throws Exception {
    fixture.resilience = Resilience.FRAGILE;
    fixture.records.failsForever(Trouble.THROTTLED);

    assertThat(deliver(message(1))).containsExactly("m-1");

    assertThat(fixture.records.limits).hasSize(10);
  }

  @Test
  void withoutSettingsAllGoBack() throws Exception {
    fixture.settingsAreReadable = false;

    assertThat(deliver(message(1), message(2))).containsExactly("m-1", "m-2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | not a ride: input is not a batch of messages",
        "[] | not a ride: input is not a batch of messages",
        "{\"Records\":[{\"body\":\"{}\"}]} | not a ride: a record of the batch has no messageId",
        "not json | not a ride: not valid JSON"
      })
  void anInvocationThatIsNoBatchFails(String input, String message) {
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() ->
            handler.handleRequest(
                in, OutputStream.nullOutputStream(), FakeLambdaContext.of("request-1")))
        .isInstanceOf(MalformedRideException.class)
        .hasMessage(message);
    assertThat(lines().getLast().path("message").asText()).isEqualTo("invocation failed");
  }

  private List<String> deliver(Message... messages) throws Exception {
    return RecordingFixture.deliver(handler, messages);
  }

  private static Message message(int number) {
    return Message.of("m-" + number, Rides.withId("r-" + number), "c-" + number);
  }

  private List<String> story() {
    return lines().stream()
        .filter(line -> line.has("milestone"))
        .map(line ->
            "%s %s %s %s"
                .formatted(
                    line.path("milestone").asText(),
                    line.path("correlationId").asText(),
                    line.path("rideId").asText(),
                    line.path("reason").asText("-")))
        .toList();
  }

  private List<JsonNode> lines() {
    return RecordingFixture.lines(output);
  }
}
