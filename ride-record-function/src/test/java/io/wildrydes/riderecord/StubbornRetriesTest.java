// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.testing.CapturedOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/// The arithmetic behind the failure this system is known for: the waits of a write that is
/// throttled to the end, and the timeouts stacked around it.
class StubbornRetriesTest {
  private static final Duration ALL_WAITS = Duration.ofMillis(25_550);

  /// <https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html>
  private static final Duration GATEWAY_TIMEOUT = Duration.ofSeconds(29);

  private final CapturedOutput output = CapturedOutput.start();
  private final Throwable throttled =
      SdkTroublesTest.answer("ProvisionedThroughputExceededException", 400);
  private final StubbornRetries retries = StubbornRetries.from(Duration.ofMillis(50));

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void tenAttemptsWaitTwentyFiveAndAHalfSeconds() {
    var waits = waits(throttled);

    assertThat(waits)
        .extracting(Duration::toMillis)
        .containsExactly(50L, 100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L);
    assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(ALL_WAITS);
  }

  @Test
  void thereIsNoJitterAndNoQuota() {
    var first = waits(throttled);

    IntStream.range(0, 200).forEach(_ -> assertThat(waits(throttled)).isEqualTo(first));
  }

  @ParameterizedTest
  @CsvSource({"InternalServerError, 500", "ThrottlingException, 400", "ServiceUnavailable, 503"})
  void otherPassingTroubleWaitsAsLong(String code, int status) {
    assertThat(waits(SdkTroublesTest.answer(code, status)).stream().reduce(Duration::plus))
        .contains(ALL_WAITS);
  }

  @ParameterizedTest
  @CsvSource({
    "ConditionalCheckFailedException",
    "ValidationException",
    "ResourceNotFoundException",
    "AccessDeniedException"
  })
  void whatCannotPassIsNotTriedAgain(String code) {
    assertThat(waits(SdkTroublesTest.answer(code, 400))).isEmpty();
    assertThat(output.lines()).isEmpty();
  }

  @Test
  void saysOfEachAttemptWhichItWas() {
    waits(throttled);

    assertThat(RecordingFixture.lines(output))
        .extracting(line ->
            "%s %s %s %s"
                .formatted(
                    line.path("level").asText(),
                    line.path("message").asText(),
                    line.path("attempt").asInt(),
                    line.path("reason").asText()))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 10)
                .mapToObj("WARN ride not written %d throttled"::formatted)
                .toList());
  }

  /// The waits alone fit both timeouts, so the record function reports its failure itself, as 502,
  /// if each of ten attempts takes less than 245 ms. Above that Lambda ends it, above 345 ms the
  /// gateway would have answered first.
  @Test
  void theWaitsFillTheTimeoutsAroundThemAlmostWhole() throws IOException {
    var timeout = timeoutInTemplate("PutRideRecordTimeout");

    assertThat(ALL_WAITS).isLessThan(timeout);
    assertThat(timeout).isLessThan(GATEWAY_TIMEOUT);
    assertThat(timeout.minus(ALL_WAITS).dividedBy(StubbornRetries.MAX_ATTEMPTS))
        .isEqualTo(Duration.ofMillis(245));
    assertThat(GATEWAY_TIMEOUT.minus(ALL_WAITS).dividedBy(StubbornRetries.MAX_ATTEMPTS))
        .isEqualTo(Duration.ofMillis(345));
  }

  /// RequestRide has asked fleet and promo before, within the same 28 s, and waits for the record
  /// without a timeout of its own: what those took (a cold start, a slow discount) is missing here.
  @Test
  void aCallerThatSpentTwoAndAHalfSecondsBeforeIsEndedFirst() throws IOException {
    var before = Duration.ofMillis(2_450);

    assertThat(before.plus(ALL_WAITS)).isEqualTo(timeoutInTemplate("RequestRideTimeout"));
  }

  /// What a resilient record spends at most leaves RequestRide's try of 1.5 s and its 5 s intact.
  @Test
  void theResilientBudgetIsATwentiethOfIt() {
    assertThat(PutRideRecord.BUDGET).isEqualTo(Duration.ofMillis(1_200));
    assertThat(PutRideRecord.BUDGET.multipliedBy(20)).isLessThan(ALL_WAITS);
  }

  /// The default of a parameter of template.yaml, in seconds there.
  private static Duration timeoutInTemplate(String parameter) throws IOException {
    var template = Files.readString(Path.of("../template.yaml"));
    var found =
        Pattern.compile(
                "^  %s:\\n(?: {4}.*\\n)*? {4}Default: (\\d+)\\n".formatted(parameter),
                Pattern.MULTILINE)
            .matcher(template);
    assertThat(found.find()).as("%s in template.yaml", parameter).isTrue();
    return Duration.ofSeconds(Long.parseLong(found.group(1)));
  }

  private List<Duration> waits(Throwable failure) {
    var waits = new ArrayList<Duration>();
    RetryToken token =
        retries.acquireInitialToken(AcquireInitialTokenRequest.create("PutItem")).token();
    while (true) {
      var request =
          RefreshRetryTokenRequest.builder()
              .token(token)
              .failure(failure)
              .suggestedDelay(Duration.ZERO)
              .build();
      try {
        var next = retries.refreshRetryToken(request);
        token = next.token();
        waits.add(next.delay());
      } catch (TokenAcquisitionFailedException _) {
        return waits;
      }
    }
  }
}
