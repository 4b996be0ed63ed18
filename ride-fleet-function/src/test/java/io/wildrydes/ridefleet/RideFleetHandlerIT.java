// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.ridefleet;

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

class RideFleetHandlerIT {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SERVICE_NAME",
          "ride-fleet",
          "SETTINGS_PARAMETER",
          "settings",
          "FAULTS_PARAMETER",
          "faults");

  @TempDir private Path files;

  @Test
  void theFirstRequestAfterARestoreFindsItsClassesLoaded() throws Exception {
    try (var function = primed()) {
      var answer = Json.MAPPER.readTree(function.invoke(event()));

      assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
      assertThat(function.output().getFirst()).contains("\"message\":\"environment primed\"");
      assertThat(function.output()).allMatch(line -> line.contains("\"logger\":\"io.wildrydes."));
      assertThat(function.classesLoadedSinceRestore()).isEmpty();
    }
  }

  @Test
  void tracesAChoiceUnderLambdasSegment() throws Exception {
    try (var function = primed()) {
      function.invoke(event());

      var segment = Json.MAPPER.readTree(function.nextSegment());
      assertThat(segment.path("name").asText()).isEqualTo("unicorn");
      assertThat(segment.path("trace_id").asText()).isEqualTo(FakeLambdaContext.TRACE_ROOT);
      assertThat(segment.path("annotations"))
          .isEqualTo(Json.MAPPER.createObjectNode().put("correlationId", GatewayEvents.REQUEST_ID));
      assertThat(segment.path("subsegments").findValuesAsText("name")).containsExactly("Ssm");
    }
  }

  @Test
  void twoRestoresOfOnePrimedFunctionDiffer() throws Exception {
    var entropy = new AtomicLong();
    var clock = new MutableClock(Instant.EPOCH);
    var documents =
        new CachedValue<>("settings", RideFleetHandlerIT::documents, Duration.ofSeconds(5), clock);
    var handler =
        new RideFleetHandler(
            new Telemetry("ride-fleet", new Tracer(), clock),
            documents,
            new Randomness(entropy::incrementAndGet));
    handler.priming().beforeCheckpoint(Core.getGlobalContext());
    assertThat(entropy).as("randomness drawn before the snapshot").hasValue(0);

    handler.priming().afterRestore(Core.getGlobalContext());
    var first = run(handler);
    handler.priming().afterRestore(Core.getGlobalContext());
    var second = run(handler);

    assertThat(entropy).hasValue(2);
    assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
  }

  private static List<String> run(RideFleetHandler handler) throws IOException {
    var bodies = new ArrayList<String>();
    for (var i = 0; i < 20; i++) {
      var out = new ByteArrayOutputStream();
      handler.handleRequest(event(), out, FakeLambdaContext.of("request-1"));
      bodies.add(Json.MAPPER.readTree(out.toString(StandardCharsets.UTF_8)).path("body").asText());
    }
    return bodies;
  }

  private RestoredFunction primed() throws Exception {
    return RestoredFunction.primed(
        files, "io.wildrydes.ridefleet.RideFleetHandler", ENVIRONMENT, SsmDocuments.PRIMING_ANSWER);
  }

  private static InputStream event() {
    return GatewayEvents.get("/unicorn", Map.of());
  }

  private static RuntimeDocuments documents() {
    var partner = new Settings.SlowApi(0, Duration.ZERO, Duration.ZERO);
    return new RuntimeDocuments(new Settings(Resilience.RESILIENT, "", partner), Faults.NONE);
  }
}
