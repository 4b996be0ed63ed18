// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.aws.PlatformWaits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AsyncPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final InvocationResult.Execution EXECUTION =
      new InvocationResult.Execution("id", "$LATEST", "");
  private static final InvocationResult ANSWER =
      new InvocationResult.Answered(new byte[0], EXECUTION);
  private static final InvocationResult ERROR =
      new InvocationResult.FunctionError(new byte[0], EXECUTION);
  private static final InvocationResult THROTTLE = new InvocationResult.Throttled("any");

  private final AsyncPolicy policy = new AsyncPolicy(PlatformWaits.AS_ON_AWS);

  @Test
  void endsWithSuccess() {
    assertThat(policy.after(event(AsyncSettings.DEFAULT, null), ANSWER, NOW))
        .isInstanceOfSatisfying(
            AsyncPolicy.Next.Done.class, done -> assertThat(done.condition()).isEqualTo("Success"));
  }

  @Test
  void triesAFunctionErrorAgainAfterOneMinuteAndThenTwo() {
    var first = again(policy.after(event(AsyncSettings.DEFAULT, null), ERROR, NOW));
    var second = again(policy.after(first, ERROR, NOW.plusSeconds(60)));
    var last = policy.after(second, ERROR, NOW.plusSeconds(180));

    assertThat(first.due()).isEqualTo(NOW.plusSeconds(60));
    assertThat(second.due()).isEqualTo(NOW.plusSeconds(180));
    assertThat(last)
        .isInstanceOfSatisfying(
            AsyncPolicy.Next.Done.class,
            done -> {
              assertThat(done.condition()).isEqualTo("RetriesExhausted");
              assertThat(done.event().attempts()).isEqualTo(3);
            });
  }

  @ParameterizedTest
  @CsvSource({"408, SnapStartTimeoutException", "409, SnapStartNotReadyException"})
  void triesAgainWhenTheEnvironmentCouldNotBeRestored(int status, String code) {
    var refused = new InvocationResult.Refused(status, code, "any");

    var next = again(policy.after(event(AsyncSettings.DEFAULT, null), refused, NOW));

    assertThat(next.due()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void givesUpAtOnceWithoutRetries() {
    var settings = new AsyncSettings(0, Duration.ofHours(6), null, null);

    assertThat(policy.after(event(settings, null), ERROR, NOW))
        .isInstanceOf(AsyncPolicy.Next.Done.class);
  }

  @Test
  void doublesTheWaitAfterEachThrottleUpToFiveMinutes() {
    var event = event(AsyncSettings.DEFAULT, null);
    var waits = new ArrayList<Long>();
    for (int i = 0; i < 12; i++) {
      event = again(policy.after(event, THROTTLE, NOW));
      waits.add(Duration.between(NOW, event.due()).toSeconds());
    }

    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L);
    assertThat(event.attempts()).isZero();
  }

  @Test
  void givesUpAtOnceWhenTheFunctionHasNoConcurrency() {
    assertThat(policy.after(event(AsyncSettings.DEFAULT, 0), THROTTLE, NOW))
        .isInstanceOfSatisfying(
            AsyncPolicy.Next.Done.class,
            done -> assertThat(done.condition()).isEqualTo("ZeroReservedConcurrency"));
  }

  @Test
  void countsAgeFromAcceptance() {
    var event = event(new AsyncSettings(2, Duration.ofMinutes(1), null, null), null);

    assertThat(policy.isTooOld(event, NOW.plusSeconds(60))).isFalse();
    assertThat(policy.isTooOld(event, NOW.plusSeconds(61))).isTrue();
  }

  @Test
  void shortensAllWaitsAlike() {
    var shortened = new AsyncPolicy(new PlatformWaits(0.1));

    var next = again(shortened.after(event(AsyncSettings.DEFAULT, null), ERROR, NOW));

    assertThat(next.due()).isEqualTo(NOW.plusSeconds(6));
  }

  @Test
  void queuesByDueTime() {
    var queue = new EventQueue();
    var event = event(AsyncSettings.DEFAULT, null);
    var later = event.afterAttempt(NOW.plusSeconds(60));
    var sooner = event.afterThrottle(NOW.plusSeconds(1));
    queue.add(later);
    queue.add(sooner);

    assertThat(queue.nextDue()).contains(NOW.plusSeconds(1));
    assertThat(queue.takeDue(NOW.plusSeconds(59))).isEqualTo(List.of(sooner));
    assertThat(queue.takeDue(NOW.plusSeconds(60))).isEqualTo(List.of(later));
    assertThat(queue.nextDue()).isEmpty();
  }

  private static AsyncEvent again(AsyncPolicy.Next next) {
    return ((AsyncPolicy.Next.Again) next).event();
  }

  private static AsyncEvent event(AsyncSettings settings, @Nullable Integer reserved) {
    var function =
        new FunctionConfig(
            "Ride",
            "ride",
            "arn:aws:iam::000000000000:role/r",
            new FunctionConfig.Code(Path.of("none.jar"), "a.B"),
            new FunctionConfig.Limits(Duration.ofSeconds(3), 128, reserved),
            new FunctionConfig.Surroundings(Map.of(), "/aws/lambda/ride", false, false),
            null);
    var target = new Target(new FunctionVersion(function, "$LATEST"), "arn", settings);
    var request = new InvocationRequest("ride", new byte[0], Optional.empty());
    return AsyncEvent.accepted(target, request, "id", NOW);
  }
}
