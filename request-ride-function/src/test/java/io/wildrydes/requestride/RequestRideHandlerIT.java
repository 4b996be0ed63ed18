// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.GatewayEvents;
import io.wildrydes.testing.RestoredFunction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRideHandlerIT {
  @TempDir private Path files;
  private StubInternalApi services;

  @BeforeEach
  void startServices() throws IOException {
    services =
        new StubInternalApi()
            .answers(Service.FLEET, 200, FakeInternalApi.UNICORN)
            .answers(Service.PROMO, 201, "{\"DiscountMultiplier\":1}");
  }

  @AfterEach
  void stopServices() {
    services.close();
  }

  @ParameterizedTest
  @CsvSource({"201, RIDE_RECORDED", "503, RIDE_RECORD_DEFERRED"})
  void theFirstRideAfterARestoreFindsItsClassesLoaded(int recordStatus, String milestone)
      throws Exception {
    services.answers(Service.RECORD, recordStatus, "{\"success\":true}");
    try (var function = primed()) {
      var answer = Json.MAPPER.readTree(function.invoke(event()));

      assertThat(answer.path("statusCode").asInt()).isEqualTo(201);
      assertThat(services.received)
          .extracting(StubInternalApi.Received::path)
          .startsWith("/live/unicorn", "/live/promo", "/live/record");
      assertThat(services.received)
          .filteredOn(received -> received.path().equals("/live/record"))
          .isNotEmpty()
          .allMatch(received -> received.body().equals(answer.path("body").asText()));
      assertThat(function.output().getFirst()).contains("\"message\":\"environment primed\"");
      assertThat(function.output()).anyMatch(line -> line.contains(milestone));
      assertThat(function.classesLoadedSinceRestore()).isEmpty();
    }
  }

  @Test
  void tracesARideUnderLambdasSegmentAndPassesTheTraceOn() throws Exception {
    services.answers(Service.RECORD, 201, "{\"success\":true}");
    try (var function = primed()) {
      var answer = Json.MAPPER.readTree(function.invoke(event()));

      var rideId = Json.MAPPER.readTree(answer.path("body").asText()).path("RideId").asText();
      var segment = Json.MAPPER.readTree(function.nextSegment());
      assertThat(segment.path("name").asText()).isEqualTo("request_ride");
      assertThat(segment.path("trace_id").asText()).isEqualTo(FakeLambdaContext.TRACE_ROOT);
      assertThat(segment.path("parent_id").asText()).isEqualTo("53995c3f42cd8ad8");
      assertThat(segment.path("annotations"))
          .isEqualTo(
              Json.MAPPER
                  .createObjectNode()
                  .put("correlationId", GatewayEvents.REQUEST_ID)
                  .put("rideId", rideId));
      assertThat(names(segment))
          .containsExactly(
              "get_pickup_location", "Ssm", "get_ride", "get_ride_discount", "record_ride");
      assertThat(names(segment.path("subsegments").path(4))).containsExactly("127.0.0.1");
      assertThat(services.received)
          .extracting(received -> received.headers().getOrDefault("x-amzn-trace-id", ""))
          .allMatch(header -> header.startsWith("Root=" + FakeLambdaContext.TRACE_ROOT));
      assertThat(function.output().getLast())
          .contains("\"traceId\":\"" + FakeLambdaContext.TRACE_ROOT + "\"");
    }
  }

  private RestoredFunction primed() throws IOException, InterruptedException, TimeoutException {
    var environment =
        Map.of(
            "SERVICE_NAME", "request-ride",
            "SETTINGS_PARAMETER", "settings",
            "FAULTS_PARAMETER", "faults",
            "INTERNAL_API_URL", services.address().toString(),
            "EVENT_BUS_NAME", "wild-rydes-events");
    return RestoredFunction.primed(
        files,
        "io.wildrydes.requestride.RequestRideHandler",
        environment,
        RequestRidePriming.ANSWER);
  }

  private static InputStream event() {
    return GatewayEvents.post("/ride", RequestRideFixture.BODY, Map.of());
  }

  private static List<String> names(JsonNode segment) {
    return segment.path("subsegments").valueStream().map(sub -> sub.path("name").asText()).toList();
  }
}
