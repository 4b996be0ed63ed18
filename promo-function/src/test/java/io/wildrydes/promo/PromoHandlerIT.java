// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.promo;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.kit.Json;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.GatewayEvents;
import io.wildrydes.testing.MutableClock;
import io.wildrydes.testing.RestoredFunction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

class PromoHandlerIT {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SERVICE_NAME", "promo", "SETTINGS_PARAMETER", "settings", "FAULTS_PARAMETER", "faults");

  private static final String REQUEST =
      "{\"User\":\"anonymous\",\"PickupLocation\":{\"Latitude\":42.3,\"Longitude\":-71.0}}";

  @TempDir private Path files;

  @Test
  void theFirstRequestAfterARestoreFindsItsClassesLoaded() throws Exception {
    try (var function = primed()) {
      var answer = Json.MAPPER.readTree(function.invoke(event()));

      assertThat(answer.path("statusCode").asInt()).isEqualTo(201);
      assertThat(function.output().getFirst()).contains("\"message\":\"environment primed\"");
      assertThat(function.output()).allMatch(line -> line.contains("\"logger\":\"io.wildrydes."));
      assertThat(function.classesLoadedSinceRestore()).isEmpty();
    }
  }

  @Test
  void tracesInjectedFaultsUnderLambdasSegment() throws Exception {
    try (var function = primed()) {
      function.invoke(event());

      var segment = Json.MAPPER.readTree(function.nextSegment());
      assertThat(segment.path("name").asText()).isEqualTo("promo");
      assertThat(segment.path("trace_id").asText()).isEqualTo(FakeLambdaContext.TRACE_ROOT);
      assertThat(segment.path("annotations"))
          .isEqualTo(
              Json.MAPPER
                  .createObjectNode()
                  .put("correlationId", GatewayEvents.REQUEST_ID)
                  .put("fault", "broken-discount"));
      assertThat(segment.path("subsegments"))
          .extracting(
              part -> part.path("name").asText() + " " + part.path("annotations").path("fault"))
          .containsExactly(
              "Ssm ", "slow-discount \"slow-discount\"", "broken-discount \"broken-discount\"");
    }
  }

  @Test
  void twoRestoresOfOnePrimedFunctionDiffer() throws Exception {
    var entropy = new AtomicLong();
    var clock = new MutableClock(Instant.EPOCH);
    var documents =
        new CachedValue<>("settings", PromoHandlerIT::documents, Duration.ofSeconds(5), clock);
    var handler =
        new PromoHandler(
            new Telemetry("promo", new Tracer(), clock),
            documents,
            new Randomness(entropy::incrementAndGet),
            _ -> {});
    handler.priming().beforeCheckpoint(Core.getGlobalContext());
    assertThat(entropy).as("randomness drawn before the snapshot").hasValue(0);

    handler.priming().afterRestore(Core.getGlobalContext());
    var first = run(handler);
    handler.priming().afterRestore(Core.getGlobalContext());
    var second = run(handler);

    assertThat(entropy).hasValue(2);
    assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
  }

  private static List<String> run(PromoHandler handler) throws IOException {
    var bodies = new ArrayList<String>();
    for (var i = 0; i < 60; i++) {
      var out = new ByteArrayOutputStream();
      handler.handleRequest(event(), out, FakeLambdaContext.of("request-1"));
      bodies.add(Json.MAPPER.readTree(out.toString(StandardCharsets.UTF_8)).path("body").asText());
    }
    return bodies;
  }

  private RestoredFunction primed() throws Exception {
    return RestoredFunction.primed(
        files, "io.wildrydes.promo.PromoHandler", ENVIRONMENT, SsmDocuments.PRIMING_ANSWER);
  }

  private static InputStream event() {
    return GatewayEvents.post("/promo", REQUEST, Map.of());
  }

  private static PromoDocuments documents() {
    return new PromoDocuments("", PromoDocuments.SlowDiscount.OFF, 0);
  }
}
