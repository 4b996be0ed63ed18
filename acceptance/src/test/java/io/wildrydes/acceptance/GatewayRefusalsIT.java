// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.Callers.Answer;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.testing.Await;
import io.wildrydes.testing.LocalCloudExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the gateway answers in place of a function, with the template's own plan, key and gateway
/// responses, and a partner that fails every call.
///
/// Its 504 is not here: the template keeps every function's timeout below the gateway's 29 seconds,
/// and those cannot be shortened. `GatewayTest` has it.
class GatewayRefusalsIT {
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

  @RegisterExtension
  static final LocalCloudExtension CLOUD =
      LocalCloudExtension.of(() ->
          LocalCloudConfig.of(Path.of("../template.yaml"))
              .onFreePorts()
              .withParameter("SlowApiFailureRate", "1")
              .withOutput(new Output(false, null)));

  private final Callers callers = new Callers(CLOUD.cloud().outputs());
  private final String apiKey = apiKey();

  @Test
  void throttlesABurstAboveThePartnersUsagePlan() {
    var answers = atOnce(40, this::callPartner);

    var throttled = answers.stream().filter(answer -> answer.status() == 429).toList();
    assertThat(answers).extracting(Answer::status).containsOnly(429, 502);
    assertThat(throttled)
        .hasSizeBetween(1, 30)
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
            Duration.ofSeconds(20),
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

  private static String apiKey() {
    try (var values = RunTimeValues.of(AwsAccess.local(CLOUD.cloud().awsEndpoint()))) {
      return values.apiKey();
    }
  }
}
