// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.kit.Json;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.GatewayEvents;
import io.wildrydes.testing.RestoredFunction;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationHandlerIT {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("SERVICE_NAME", "notification", "EVENT_BUS_NAME", "wild-rydes-events");

  @TempDir private Path files;

  @Test
  void theFirstRequestAfterARestoreFindsItsClassesLoaded() throws Exception {
    try (var function =
        RestoredFunction.primed(
            files,
            "io.wildrydes.notification.NotificationHandler",
            ENVIRONMENT,
            EventBridgeOrderEvents.PRIMING_ANSWER)) {
      var answer =
          Json.MAPPER.readTree(
              function.invoke(GatewayEvents.post("/notify", "{\"order_id\":\"o-7\"}", Map.of())));

      assertThat(answer.path("statusCode").asInt()).isEqualTo(202);
      assertThat(Json.MAPPER.readTree(answer.path("body").asText()))
          .isEqualTo(
              Json.MAPPER
                  .createObjectNode()
                  .put("request_id", "7a62c49f-347e-4fc4-9331-6e8e7a96aa73")
                  .put("correlation_id", GatewayEvents.REQUEST_ID));
      assertThat(function.output().getFirst()).contains("\"message\":\"environment primed\"");
      assertThat(function.classesLoadedSinceRestore()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INFO", "DEBUG"})
  void librariesAreSilentAroundAndWithinAnInvocation(String level) throws Exception {
    var environment = new HashMap<>(ENVIRONMENT);
    environment.put("LOG_LEVEL", level);
    try (var function =
        RestoredFunction.primed(
            files,
            "io.wildrydes.notification.NotificationHandler",
            environment,
            EventBridgeOrderEvents.PRIMING_ANSWER)) {
      function.invoke(GatewayEvents.post("/notify", "{\"order_id\":\"o-7\"}", Map.of()));

      assertThat(function.output())
          .isNotEmpty()
          .allMatch(line -> line.contains("\"logger\":\"io.wildrydes."));
    }
  }

  @ParameterizedTest(name = "invocations at a time: {0}")
  @ValueSource(strings = {"", "2"})
  void tracesAnOrderUnderLambdasSegment(String maxConcurrency) throws Exception {
    var environment = new HashMap<>(ENVIRONMENT);
    if (!maxConcurrency.isEmpty()) {
      environment.put("AWS_LAMBDA_MAX_CONCURRENCY", maxConcurrency);
    }
    try (var function =
        RestoredFunction.primed(
            files,
            "io.wildrydes.notification.NotificationHandler",
            environment,
            EventBridgeOrderEvents.PRIMING_ANSWER)) {
      function.invoke(GatewayEvents.post("/notify", "{\"order_id\":\"o-7\"}", Map.of()));

      var segment = Json.MAPPER.readTree(function.nextSegment());
      assertThat(segment.path("name").asText()).isEqualTo("notify");
      assertThat(segment.path("trace_id").asText()).isEqualTo(FakeLambdaContext.TRACE_ROOT);
      assertThat(segment.path("parent_id").asText()).isEqualTo("53995c3f42cd8ad8");
      assertThat(segment.path("annotations"))
          .isEqualTo(
              Json.MAPPER
                  .createObjectNode()
                  .put("correlationId", GatewayEvents.REQUEST_ID)
                  .put("orderId", "o-7"));
      assertThat(segment.path("subsegments").path(0).path("name").asText())
          .isEqualTo("EventBridge");
      assertThat(function.output().getLast())
          .contains("\"traceId\":\"" + FakeLambdaContext.TRACE_ROOT + "\"");
    }
  }
}
