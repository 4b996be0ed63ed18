// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Request;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonApiTest {
  private final JsonApi api =
      new JsonApi(
          "events",
          "AWSEvents",
          "1.1",
          Map.of(
              "Echo", (input, _) -> input,
              "Fail",
                  (_, _) -> {
                    throw new AwsException(404, "ResourceNotFoundException", "no \"it\"");
                  }));

  @Test
  void callsTheOperationThatTheTargetNames() throws Exception {
    var response = call("AWSEvents.Echo", "{\"a\":1}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("{\"a\":1}");
    assertThat(response.headers())
        .isEqualTo(
            Headers.of("Content-Type", "application/x-amz-json-1.1", "x-amzn-RequestId", "r-1"));
  }

  @Test
  void takesNoBodyForAnEmptyInput() throws Exception {
    assertThat(call("AWSEvents.Echo", "").text()).isEqualTo("{}");
  }

  @Test
  void shapesAnError() throws Exception {
    var response = call("AWSEvents.Fail", "{}");

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.text())
        .isEqualTo("{\"__type\":\"ResourceNotFoundException\",\"message\":\"no \\\"it\\\"\"}");
    assertThat(response.headers().first("x-amzn-ErrorType")).contains("ResourceNotFoundException");
    assertThat(response.headers().first("x-amzn-RequestId")).contains("r-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWSEvents.Nope", "Other.Echo", "Echo", "AWSEvents.Echo.Echo", ""})
  void namesOperationsThatAreNotSupported(String target) throws Exception {
    var response = call(target, "{}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(Json.parse(response.text()).get("__type").textValue())
        .isEqualTo("UnknownOperationException");
    assertThat(Json.parse(response.text()).get("message").textValue())
        .isEqualTo(
            "events operation '" + target + "' is not supported here; supported are Echo, Fail");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{", "{} {}", "\u0000", "null"})
  void refusesABodyThatIsNotAnObject(String body) throws Exception {
    var response = call("AWSEvents.Echo", body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(Json.parse(response.text()).get("__type").textValue())
        .isEqualTo("SerializationException");
  }

  @Test
  void refusesADeeplyNestedBody() throws Exception {
    assertThat(call("AWSEvents.Echo", "{\"a\":".repeat(100_000)).status()).isEqualTo(400);
  }

  private Response call(String target, String body) throws InterruptedException {
    var request =
        new Request(
            "POST",
            "/",
            "",
            Headers.of("X-Amz-Target", target),
            body.getBytes(StandardCharsets.UTF_8),
            "127.0.0.1");
    return api.handle(new AwsCall(request, "r-1", "arn:caller", Instant.EPOCH));
  }
}
