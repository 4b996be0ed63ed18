// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.acceptance.Callers.Answer;
import io.wildrydes.acceptance.StubServices.Replies;
import io.wildrydes.testing.Await;
import io.wildrydes.testing.LocalCloudExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

/// What riders are told when something that a ride needs is in trouble: whatever that is, an answer
/// in time that names it, and says nothing of how it is reached or built.
@LocalOnly("puts stubs in the place of the internal API and the event bus, by a changed template")
class TroubledRidesIT {
  private static final String BOSTON =
      "{\"PickupLocation\":{\"Latitude\":42.3525,\"Longitude\":-71.0528}}";
  private static final Duration LIMIT = Duration.ofSeconds(6);
  private static final StubServices SERVICES = new StubServices();

  @RegisterExtension
  static final LocalCloudExtension CLOUD =
      LocalCloudExtension.of(() -> SERVICES.config("resilient"));

  private final Callers callers = new Callers(CLOUD.cloud().outputs());

  /// The first ride of all may come before a process waits for it.
  @BeforeAll
  static void ride() {
    var callers = new Callers(CLOUD.cloud().outputs());
    Await.until(
        "a ride",
        Duration.ofMinutes(1),
        () -> callers.ride(BOSTON).status(),
        status -> status == 201);
  }

  @AfterAll
  static void closeServices() {
    SERVICES.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/rides/troubled.txt",
      numLinesToSkip = 3,
      delimiter = '|',
      quoteCharacter = '`')
  void answersInTimeAndNamesWhatFailed(ArgumentsAccessor row) {
    var replies = new Replies(cell(row, 1), cell(row, 2), cell(row, 3), cell(row, 4));
    SERVICES.behave(replies);

    long start = System.nanoTime();
    var answer = callers.ride(BOSTON, "x-correlation-id", "ride-1");
    var took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(told(answer)).isEqualTo(cell(row, 5));
    assertThat(took).isLessThan(LIMIT);
    assertThat(answer.correlationId()).isEqualTo("ride-1");
  }

  private static String cell(ArgumentsAccessor row, int column) {
    return String.valueOf(row.getString(column));
  }

  /// The answer as the table has it; that nothing else is in it is part of that.
  private static String told(Answer answer) {
    if (answer.status() == 201) {
      var multiplier = answer.json().path("DiscountMultiplier").asText();
      return "201 %s %s".formatted(multiplier, isDeferred(answer) ? "deferred" : "recorded");
    }
    var message = answer.json().at("/error/message").asText();
    var code = answer.status() == 503 ? "Unavailable" : "DependencyFailed";
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"},\"correlation_id\":\"ride-1\"}"
                .formatted(code, message));
    assertThat(answer.header("retry-after")).isEqualTo(answer.status() == 503 ? "2" : "");
    return answer.status() + " " + message;
  }

  /// Whether the very ride went onto the bus.
  private static boolean isDeferred(Answer answer) {
    var published = SERVICES.published();
    if (published.isEmpty()) {
      return false;
    }
    var entry = JsonLines.parse(published.getFirst()).orElseThrow().at("/Entries/0");
    JsonNode detail = JsonLines.parse(entry.path("Detail").asText()).orElseThrow();
    assertThat(detail.at("/meta_data/correlation_id").asText()).isEqualTo("ride-1");
    for (var field : answer.json().properties()) {
      assertThat(detail.get(field.getKey())).isEqualTo(field.getValue());
    }
    return true;
  }
}
