// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.kit.Json;
import io.wildrydes.testing.GatewayEvents;
import io.wildrydes.testing.RestoredFunction;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"event-1\"}]}")) {
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
}
