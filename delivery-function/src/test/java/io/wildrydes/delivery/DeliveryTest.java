// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.kit.http.Answer;
import io.wildrydes.kit.http.Body;
import io.wildrydes.kit.settings.Resilience;
import io.wildrydes.kit.settings.ValueUnavailableException;
import io.wildrydes.testing.CapturedOutput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
  private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(29);
  private static final Duration TRY_LIMIT = Duration.ofSeconds(4);

  private final CapturedOutput output = CapturedOutput.start();
  private final DeliveryFixture fixture = new DeliveryFixture();
  private final FakePartner partner = fixture.partner;

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void anySuccessEndsTheDelivery(int status) {
    partner.answers(status);

    var outcome = fixture.deliver(FUNCTION_TIMEOUT);

    assertThat(outcome.status()).contains(status);
    assertThat(partner.calls)
        .containsExactly(
            new Call(
                DeliveryFixture.order(),
                new Access(DeliveryFixture.ENDPOINT, new ApiKey("key-1")),
                1));
    assertThat(fixture.pauses).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "301, 1, not worth a retry",
    "400, 1, not worth a retry",
    "401, 1, not worth a retry",
    "403, 1, not worth a retry",
    "404, 1, not worth a retry",
    "408, 1, not worth a retry",
    "413, 1, not worth a retry",
    "429, 5, tries used up",
    "500, 5, tries used up",
    "502, 5, tries used up",
    "503, 5, tries used up",
    "504, 5, tries used up"
  })
  void resilientTriesAgainOnlyWhatMayPass(int status, int calls, String reason) {
    partner.answers(status);

    assertThatThrownBy(() -> fixture.deliver(FUNCTION_TIMEOUT))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo(reason);
              assertThat(failure.status()).contains(status);
            });
    assertThat(partner.calls).hasSize(calls);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 404, 408, 413, 429, 500, 503})
  void fragileTriesAnyFailureFiveTimesThreeToEightSecondsApart(int status) {
    fixture.resilience = Resilience.FRAGILE;
    partner.answers(status);

    assertThatThrownBy(() -> fixture.deliver(FUNCTION_TIMEOUT))
        .isInstanceOf(DeliveryFailedException.class);

    assertThat(partner.calls).extracting(Call::attempt).containsExactly(1, 2, 3, 4, 5);
    assertThat(partner.limits).containsOnly(FakePartner.NO_LIMIT);
    assertThat(fixture.pauses)
        .hasSize(4)
        .allMatch(pause -> pause.compareTo(Duration.ofSeconds(3)) >= 0)
        .allMatch(pause -> pause.compareTo(Duration.ofSeconds(8)) <= 0);
  }

  @Test
  void fragileKnowsNoDeadline() {
    fixture.resilience = Resilience.FRAGILE;
    partner.answers(503);

    assertThatThrownBy(() -> fixture.deliver(Duration.ofSeconds(1)))
        .isInstanceOf(DeliveryFailedException.class);

    assertThat(partner.calls).hasSize(5);
  }

  @Test
  void fragileWaitsUseTheWholeSpread() {
    fixture.resilience = Resilience.FRAGILE;
    partner.answers(503);

    for (var delivery = 0; delivery < 500; delivery++) {
      assertThatThrownBy(() -> fixture.deliver(FUNCTION_TIMEOUT))
          .isInstanceOf(DeliveryFailedException.class);
    }

    assertThat(fixture.pauses.stream().mapToLong(Duration::toMillis).summaryStatistics())
        .satisfies(waits -> {
          assertThat(waits.getMin()).isBetween(3_000L, 3_050L);
          assertThat(waits.getMax()).isBetween(7_950L, 8_000L);
          assertThat(waits.getAverage()).isBetween(5_400.0, 5_600.0);
        });
  }

  @Test
  void resilientBacksOffExponentiallyWithJitter() {
    partner.breaksTheConnection();

    assertThatThrownBy(() -> fixture.deliver(FUNCTION_TIMEOUT))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessage("order not delivered: tries used up, try 5 ended with: connection broken")
        .hasRootCauseMessage("Connection reset");

    var longest = List.of(500L, 1_000L, 2_000L, 4_000L);
    assertThat(fixture.pauses).hasSize(4);
    for (var wait = 0; wait < 4; wait++) {
      assertThat(fixture.pauses.get(wait).toMillis())
          .isBetween(longest.get(wait) / 2, longest.get(wait));
    }
  }

  @Test
  void fiveTriesThatTimeOutFitTheFunctionsTimeout() {
    partner.staysSilent();

    assertThatThrownBy(() -> fixture.deliver(FUNCTION_TIMEOUT.minusMillis(500)))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessage("order not delivered: tries used up, try 5 ended with: no answer in time");

    assertThat(partner.limits)
        .containsExactly(TRY_LIMIT, TRY_LIMIT, TRY_LIMIT, TRY_LIMIT, TRY_LIMIT);
  }

  @Test
  void startsNoTryThatCannotEndBeforeTheDeadline() {
    partner.staysSilent();
    var deadline = fixture.clock.instant().plusSeconds(10);

    assertThatThrownBy(() -> fixture.deliver(Duration.ofSeconds(10)))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessage(
            "order not delivered: no time for another try, try 2 ended with: no answer in time");

    assertThat(partner.limits).containsExactly(TRY_LIMIT, TRY_LIMIT);
    assertThat(fixture.clock.instant()).isBefore(deadline);
  }

  @Test
  void theOnlyTryOfAShortFunctionTakesTheTimeThereIs() {
    partner.staysSilent();

    assertThatThrownBy(() -> fixture.deliver(Duration.ofMillis(1_500)))
        .isInstanceOf(DeliveryFailedException.class);

    assertThat(partner.limits).containsExactly(Duration.ofMillis(1_500));
    assertThat(fixture.pauses).isEmpty();
  }

  @Test
  void startsNothingWithoutTime() {
    partner.answers(200);

    assertThatThrownBy(() -> fixture.deliver(Duration.ZERO))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessage("order not delivered: no time left, no try was made");

    assertThat(partner.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"429, 7", "503, 'Thu, 15 Jan 2026 10:15:38 GMT'"})
  void comesAgainWhenThePartnerAskedFor(int status, String retryAfter) {
    partner.answers(status, Map.of("retry-after", retryAfter)).answers(200);

    fixture.deliver(FUNCTION_TIMEOUT);

    assertThat(fixture.pauses).containsExactly(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "soon", "Thu, 15 Jan 2026 10:15:30 GMT"})
  void neverComesBeforeItsOwnBackoff(String retryAfter) {
    partner.answers(429, Map.of("Retry-After", retryAfter)).answers(200);

    fixture.deliver(FUNCTION_TIMEOUT);

    assertThat(fixture.pauses)
        .singleElement()
        .matches(pause -> pause.toMillis() >= 250 && pause.toMillis() <= 500);
  }

  @Test
  void givesUpAtOnceWhenAskedToComeAfterTheDeadline() {
    partner.answers(503, Map.of("Retry-After", "25"));

    assertThatThrownBy(() -> fixture.deliver(Duration.ofSeconds(28)))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessage(
            "order not delivered: no time for another try, try 1 ended with: partner failed, 503");

    assertThat(fixture.pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RESILIENT", "FRAGILE"})
  void aRotatedKeyHealsWithoutADeployment(Resilience resilience) {
    fixture.resilience = resilience;
    partner
        .replies(_ -> {
          fixture.key = "key-2";
          return new Answer(403, Map.of(), Body.EMPTY);
        })
        .answers(200);

    fixture.deliver(FUNCTION_TIMEOUT);
    fixture.deliver(FUNCTION_TIMEOUT);

    assertThat(partner.calls)
        .extracting(call -> call.access().key().value())
        .containsExactly("key-1", "key-2", "key-2");
    assertThat(partner.calls).extracting(Call::attempt).containsExactly(1, 2, 1);
    assertThat(fixture.pauses).isEmpty();
    assertThat(fixture.keyReadings).isEqualTo(2);
  }

  @Test
  void aNewKeyRefusedTooEndsTheDelivery() {
    partner.replies(_ -> {
      fixture.key = "key-" + (partner.calls.size() + 1);
      return new Answer(403, Map.of(), Body.EMPTY);
    });

    assertThatThrownBy(() -> fixture.deliver(FUNCTION_TIMEOUT))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessage("order not delivered: not worth a retry, try 2 ended with: key refused, 403");

    assertThat(partner.calls).hasSize(2);
    assertThat(fixture.keyReadings).isEqualTo(2);
  }

  @Test
  void readsTheKeyAgainOnceInADeliveryHoweverOftenItIsRefused() {
    fixture.resilience = Resilience.FRAGILE;
    partner.answers(403);

    assertThatThrownBy(() -> fixture.deliver(FUNCTION_TIMEOUT))
        .isInstanceOf(DeliveryFailedException.class);

    assertThat(partner.calls).hasSize(5);
    assertThat(fixture.keyReadings).isEqualTo(2);
  }

  @Test
  void takesAKeyThatAnotherDeliveryHasReadMeanwhile() {
    fixture.access.current();
    partner
        .replies(_ -> {
          fixture.key = "key-2";
          fixture.access.insteadOf(fixture.access.current());
          return new Answer(403, Map.of(), Body.EMPTY);
        })
        .answers(200);

    fixture.deliver(FUNCTION_TIMEOUT);

    assertThat(partner.calls.getLast().access().key()).isEqualTo(new ApiKey("key-2"));
    assertThat(fixture.keyReadings).isEqualTo(2);
  }

  @Test
  void keepsTheLastGoodKeyWhenSecretsAreThrottled() {
    partner
        .answers(200)
        .replies(_ -> {
          fixture.secretsAreReadable = false;
          return new Answer(403, Map.of(), Body.EMPTY);
        })
        .answers(200);
    fixture.deliver(FUNCTION_TIMEOUT);
    assertThatThrownBy(() -> fixture.deliver(FUNCTION_TIMEOUT))
        .isInstanceOf(DeliveryFailedException.class);

    fixture.deliver(FUNCTION_TIMEOUT);

    assertThat(partner.calls.getLast().access().key()).isEqualTo(new ApiKey("key-1"));
  }

  @Test
  void aKeyThatWasNeverReadFailsTheDelivery() {
    fixture.secretsAreReadable = false;

    assertThatThrownBy(() -> fixture.deliver(FUNCTION_TIMEOUT))
        .isInstanceOf(ValueUnavailableException.class)
        .hasMessage("reading partner API key for the first time did not succeed");

    fixture.secretsAreReadable = true;
    partner.answers(200);
    assertThat(fixture.deliver(FUNCTION_TIMEOUT).isSuccess()).isTrue();
  }

  @Test
  void settingsThatWereNeverReadFailTheDelivery() {
    fixture.settingsAreReadable = false;

    assertThatThrownBy(() -> fixture.deliver(FUNCTION_TIMEOUT))
        .isInstanceOf(ValueUnavailableException.class)
        .hasMessage("reading settings for the first time did not succeed");
  }

  @Test
  void followsAChangedResilienceWithinFiveSeconds() {
    partner.answers(200).answers(400).answers(200);
    fixture.deliver(FUNCTION_TIMEOUT);
    fixture.resilience = Resilience.FRAGILE;
    fixture.clock.advance(Duration.ofSeconds(5));

    fixture.deliver(FUNCTION_TIMEOUT);

    assertThat(partner.calls).hasSize(3);
  }

  @Test
  void aSeedRepeatsTheWaits() {
    partner.answers(503);
    var again = new DeliveryFixture();
    again.partner.answers(503);

    assertThatThrownBy(() -> fixture.deliver(FUNCTION_TIMEOUT))
        .isInstanceOf(DeliveryFailedException.class);
    assertThatThrownBy(() -> again.deliver(FUNCTION_TIMEOUT))
        .isInstanceOf(DeliveryFailedException.class);

    assertThat(again.pauses).hasSize(4).isEqualTo(fixture.pauses);
  }
}
