// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.slowapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.kit.Json;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.Faults;
import io.wildrydes.kit.settings.Resilience;
import io.wildrydes.kit.settings.RuntimeDocuments;
import io.wildrydes.kit.settings.Settings;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.GatewayEvents;
import io.wildrydes.testing.MutableClock;
import io.wildrydes.testing.RestoredFunction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowApiHandlerIT {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SERVICE_NAME",
          "slow-api",
          "SETTINGS_PARAMETER",
          "settings",
          "FAULTS_PARAMETER",
          "faults");

  @TempDir private Path files;

  @Test
  void theFirstRequestAfterARestoreFindsItsClassesLoaded() throws Exception {
    try (var function =
        RestoredFunction.primed(
            files,
            "io.wildrydes.slowapi.SlowApiHandler",
            ENVIRONMENT,
            SsmDocuments.PRIMING_ANSWER)) {
      var answer =
          Json.MAPPER.readTree(
              function.invoke(GatewayEvents.post("/slow", "{\"order_id\":\"o-7\"}", Map.of())));

      assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
      assertThat(function.output().getFirst()).contains("\"message\":\"environment primed\"");
      assertThat(function.classesLoadedSinceRestore()).isEmpty();
    }
  }

  @Test
  void twoRestoresOfOnePrimedFunctionDiffer() throws Exception {
    var entropy = new AtomicLong();
    var pauses = new ArrayList<Duration>();
    var clock = new MutableClock(Instant.EPOCH);
    var documents =
        new CachedValue<>("settings", SlowApiHandlerIT::documents, Duration.ofSeconds(5), clock);
    var handler =
        new SlowApiHandler(
            new Telemetry("slow-api", new Tracer(), clock),
            documents,
            new Randomness(entropy::incrementAndGet),
            pauses::add);
    handler.priming().beforeCheckpoint(Core.getGlobalContext());
    assertThat(entropy).as("randomness drawn before the snapshot").hasValue(0);

    handler.priming().afterRestore(Core.getGlobalContext());
    var first = run(handler, pauses);
    handler.priming().afterRestore(Core.getGlobalContext());
    var second = run(handler, pauses);

    assertThat(entropy).hasValue(2);
    assertThat(second).isNotEqualTo(first);
  }

  private static List<Duration> run(SlowApiHandler handler, List<Duration> pauses)
      throws IOException {
    pauses.clear();
    for (var i = 0; i < 10; i++) {
      handler.handleRequest(
          GatewayEvents.post("/slow", "{}", Map.of()),
          OutputStream.nullOutputStream(),
          FakeLambdaContext.of("request-1"));
    }
    return List.copyOf(pauses);
  }

  private static RuntimeDocuments documents() {
    var partner = new Settings.SlowApi(0, Duration.ZERO, Duration.ofSeconds(2));
    return new RuntimeDocuments(new Settings(Resilience.RESILIENT, "", partner), Faults.NONE);
  }
}
