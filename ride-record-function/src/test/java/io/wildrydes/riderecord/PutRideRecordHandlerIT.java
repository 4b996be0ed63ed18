// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.kit.Json;
import io.wildrydes.kit.settings.Resilience;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.GatewayEvents;
import io.wildrydes.testing.RestoredFunction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PutRideRecordHandlerIT {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SERVICE_NAME", "ride-record",
          "SETTINGS_PARAMETER", "settings",
          "FAULTS_PARAMETER", "faults",
          "RIDE_RECORDS_TABLE", "wild-rydes-ride-records");

  @TempDir private Path files;

  @ParameterizedTest
  @EnumSource
  void theFirstRideAfterARestoreFindsItsClassesLoaded(Resilience resilience) throws Exception {
    try (var function = primed(resilience)) {
      var answer = Json.MAPPER.readTree(function.invoke(event()));

      assertThat(answer.path("statusCode").asInt()).as(function.output()::toString).isEqualTo(201);
      assertThat(function.output().getFirst()).contains("\"message\":\"environment primed\"");
      assertThat(function.output()).allMatch(line -> line.contains("\"logger\":\"io.wildrydes."));
      assertThat(function.classesLoadedSinceRestore()).isEmpty();
    }
  }

  @Test
  void tracesARecordUnderLambdasSegment() throws Exception {
    try (var function = primed(Resilience.RESILIENT)) {
      function.invoke(event());

      var segment = Json.MAPPER.readTree(function.nextSegment());
      assertThat(segment.path("name").asText()).isEqualTo("record");
      assertThat(segment.path("trace_id").asText()).isEqualTo(FakeLambdaContext.TRACE_ROOT);
      assertThat(segment.path("annotations"))
          .isEqualTo(
              Json.MAPPER
                  .createObjectNode()
                  .put("correlationId", "ride-1")
                  .put("rideId", Rides.ID)
                  .put("attempt", 1));
      assertThat(segment.path("subsegments").findValuesAsText("name"))
          .containsExactly("Ssm", "DynamoDb");
      assertThat(segment.path("subsegments").path(1).path("aws").path("table_name").asText())
          .isEqualTo("wild-rydes-ride-records");
    }
  }

  @Test
  void twoRestoresOfOnePrimedFunctionDiffer() throws Exception {
    var fixture = new RecordingFixture();
    fixture.seed = "";
    fixture.records.failsForever(Trouble.THROTTLED);
    var handler = fixture.handler();
    handler.priming().beforeCheckpoint(Core.getGlobalContext());
    assertThat(fixture.entropy).as("randomness drawn before the snapshot").hasValue(0);
    assertThat(fixture.records.limits).as("writes before the snapshot").isEmpty();

    handler.priming().afterRestore(Core.getGlobalContext());
    var first = run(handler, fixture.pauses);
    handler.priming().afterRestore(Core.getGlobalContext());
    var second = run(handler, fixture.pauses);

    assertThat(fixture.entropy).hasValue(2);
    assertThat(second).hasSizeGreaterThan(2).isNotEqualTo(first);
  }

  private static List<Duration> run(PutRideRecordHandler handler, List<Duration> pauses)
      throws IOException {
    pauses.clear();
    RecordingFixture.post(handler, Rides.json());
    return List.copyOf(pauses);
  }

  private RestoredFunction primed(Resilience resilience) throws Exception {
    return RestoredFunction.primed(
        files,
        "io.wildrydes.riderecord.PutRideRecordHandler",
        ENVIRONMENT,
        RideRecordPriming.awsAnswer(resilience));
  }

  private static InputStream event() {
    return GatewayEvents.post("/record", Rides.json(), Map.of("x-correlation-id", "ride-1"));
  }
}
