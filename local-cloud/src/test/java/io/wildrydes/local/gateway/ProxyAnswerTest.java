// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What functions return, by the cases in `proxy-answer-cases.json`, and what callers see of it.
final class ProxyAnswerTest {
  private static final Set<String> OWN =
      Set.of("x-amzn-RequestId", "x-amz-apigw-id", "X-Amzn-Trace-Id");

  private final TestGateway gateway = TestGateway.ofSample();

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void becomesTheAnswerOrBadGateway(String name, JsonNode given) {
    var response = answer(Json.write(given.path("answer")), given.path("accept").asText("*/*"));

    assertThat(response.status()).isEqualTo(given.path("status").asInt());
    if (given.has("headers")) {
      assertThat(own(response)).isEqualTo(Headers.of(headers(given.path("headers"))));
      assertThat(response.text()).isEqualTo(given.path("body").asText());
    } else {
      assertThat(response.text()).isEqualTo("{\"message\": \"Internal server error\"}");
      assertThat(response.headers().first("x-amzn-ErrorType"))
          .contains("InternalServerErrorException");
    }
  }

  @Test
  void isBadGatewayWhenItIsNotJson() {
    assertThat(answer("<html>", "*/*").status()).isEqualTo(502);
    assertThat(answer("", "*/*").status()).isEqualTo(502);
  }

  private Response answer(String payload, String accept) {
    gateway.functions.answer(FakeFunctions.success(payload));
    return gateway.send(
        "POST", "/publicapi/live/notify", TestGateway.LOCAL.with("Accept", accept), "{}");
  }

  private static Headers own(Response response) {
    var headers = new LinkedHashMap<String, List<String>>();
    response
        .headers()
        .forEach((name, values) -> {
          if (!OWN.contains(name)) {
            headers.put(name, values);
          }
        });
    return Headers.of(headers);
  }

  private static Map<String, List<String>> headers(JsonNode expected) {
    var headers = new LinkedHashMap<String, List<String>>();
    expected
        .properties()
        .forEach(field -> {
          var values = new ArrayList<String>();
          field.getValue().forEach(value -> values.add(value.asText()));
          headers.put(field.getKey(), values);
        });
    return headers;
  }

  private static Stream<Arguments> cases() {
    return StreamSupport.stream(Stacks.resource("proxy-answer-cases.json").spliterator(), false)
        .map(row -> Arguments.of(row.path("name").asText(), row));
  }
}
