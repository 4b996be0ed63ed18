// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.json.Json;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Routing by the cases in `route-cases.json`; a null resource is AWS's refusal.
final class RoutesTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void sendsRequestsWhereTheyBelong(String name, JsonNode given) {
    var gateway = TestGateway.ofSample();

    var response =
        gateway.send(
            given.path("method").asText(), "/publicapi/live" + given.path("path").asText());

    if (given.path("resource").isNull()) {
      assertThat(response.text()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
      assertThat(response.status()).isEqualTo(403);
      assertThat(gateway.functions.invocations).isEmpty();
    } else {
      var event = gateway.functions.lastEvent();
      assertThat(response.status()).isEqualTo(200);
      assertThat(event.path("resource")).isEqualTo(given.path("resource"));
      assertThat(event.path("path")).isEqualTo(given.path("path"));
      assertThat(event.path("pathParameters"))
          .isEqualTo(given.has("parameters") ? given.path("parameters") : Json.parse("null"));
    }
  }

  private static Stream<Arguments> cases() {
    return StreamSupport.stream(Stacks.resource("route-cases.json").spliterator(), false)
        .map(row -> Arguments.of(row.path("name").asText(), row));
  }
}
