// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.Callers.Answer;
import io.wildrydes.testing.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the gateway answers in place of a function, with the template's own plan, key and gateway
/// responses, and a partner that is made to fail every call.
///
/// Its 504 is not here: the template keeps every function's timeout below the gateway's 29 seconds,
/// and those cannot be shortened. `GatewayTest` has it.
@BlackBox
class GatewayRefusalsIT {
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

  /// What the partner does may be that old.
  private static final Duration SETTINGS_AGE = Duration.ofSeconds(6);

  private static SettingsChange failingPartner;

  private final StackUnderTest stack;
  private final Callers callers;
  private final String apiKey;

  GatewayRefusalsIT(StackUnderTest stack) {
    this.stack = stack;
    this.callers = stack.callers();
    this.apiKey = stack.values().apiKey();
  }

  @BeforeAll
  static void makeThePartnerFail(StackUnderTest stack) {
    failingPartner = stack.partner(1, 0, 0);
    var since = Instant.now();
    Await.until(
        "every environment of the partner knows its settings",
        stack.patience(),
        () -> Duration.between(since, Instant.now()),
        age -> age.compareTo(SETTINGS_AGE) > 0);
  }

  @AfterAll
  static void leaveThePartnerAsItWas() {
    failingPartner.close();
  }

  @Test
  void throttlesABurstAboveThePartnersUsagePlan() {
    var answers = atOnce(40, this::callPartner);

    var throttled = answers.stream().filter(answer -> answer.status() == 429).toList();
    assertThat(answers).extracting(Answer::status).containsOnly(429, 502);
    assertThat(throttled)
        .isNotEmpty()
        .allSatisfy(answer -> {
          assertThat(answer.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
          assertThat(answer.correlationId()).matches(UUID);
        });
  }

  @Test
  void answers502ForAFunctionThatFailed() {
    var answer =
        Await.until(
            "a call within the plan",
            stack.patience(),
            this::callPartner,
            last -> last.status() != 429);

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).isEqualTo("{\"message\": \"Internal server error\"}");
    assertThat(answer.correlationId()).matches(UUID);
  }

  @Test
  void refusesABodyOverTenMegabytes() {
    var answer = callers.notify("x".repeat(TEN_MEGABYTES + 1));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Request Too Long\"}");
    assertThat(answer.correlationId()).matches(UUID);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(answer.header("access-control-expose-headers")).isEqualTo("x-correlation-id");
  }

  private Answer callPartner() {
    return callers.send("POST", callers.slow(), "{}", "x-api-key", apiKey);
  }

  private static <T> List<T> atOnce(int times, Supplier<T> call) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return IntStream.range(0, times)
          .mapToObj(_ -> CompletableFuture.supplyAsync(call, threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }
}
