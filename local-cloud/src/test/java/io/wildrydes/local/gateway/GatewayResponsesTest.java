// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatewayResponsesTest {
  private static final String RIDES = "/publicapi/live/rides/17?q=a&q=b%20c";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'''fixed''',                  fixed",
    "context.requestId,            request-1",
    "context.resourcePath,         /rides/{rideId}",
    "context.error.message,        Too Many Requests",
    "context.error.messageString,  '\"Too Many Requests\"'",
    "context.error.responseType,   THROTTLED",
    "context.identity.sourceIp,    127.0.0.1",
    "stageVariables.color,         blue",
    "method.request.header.Host,   127.0.0.1:3000",
    "method.request.querystring.q, b c",
    "method.request.path.rideId,   17"
  })
  void takeHeadersFrom(String expression, String expected) {
    var response = throttled("DEFAULT_4XX", parameter(expression), RIDES, TestGateway.LOCAL);

    assertThat(response.headers().all("x-a")).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"context.identity.apiKey", "stageVariables.none", "method.request.header.x-none"})
  void leaveOutHeadersWithoutAValue(String expression) {
    var response = throttled("DEFAULT_4XX", parameter(expression), RIDES, TestGateway.LOCAL);

    assertThat(response.headers().has("x-a")).isFalse();
  }

  @Test
  void replaceTheStatusOfEveryErrorOfTheirKind() {
    var response = throttled("DEFAULT_4XX", "{\"statusCode\":\"503\"}", RIDES, TestGateway.LOCAL);

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.text()).isEqualTo("{\"message\":\"Too Many Requests\"}");
  }

  @Test
  void ofAnErrorsOwnTypeGoBeforeTheDefault() {
    var response = throttled("THROTTLED", "{\"statusCode\":\"420\"}", RIDES, TestGateway.LOCAL);

    assertThat(response.status()).isEqualTo(420);
    assertThat(response.headers().has("x-correlation-id")).isFalse();
  }

  @ParameterizedTest(name = "Accept: {0}")
  @CsvSource({
    "text/xml,  text/xml,         <m>Too Many Requests</m>",
    "*/*,       application/json, 'm \"Too Many Requests\" blue '",
    "text/html, application/json, 'm \"Too Many Requests\" blue '"
  })
  void chooseTheTemplateThatTheCallerAccepts(String accept, String type, String body) {
    var templates =
        """
        {"responseTemplates": {
          "text/xml": "<m>$context.error.message</m>",
          "application/json": "m $context.error.messageString $stageVariables.color $stageVariables.no"}}
        """;

    var response =
        throttled("THROTTLED", templates, RIDES, TestGateway.LOCAL.with("Accept", accept));

    assertThat(response.text()).isEqualTo(body);
    assertThat(response.headers().first("Content-Type")).contains(type);
  }

  @Test
  void keepJsonWholeWhateverCallersSend() {
    var template =
        "{\"responseTemplates\":{\"application/json\":\"{\\\"a\\\":\\\"$context.identity.userAgent\\\"}\"}}";
    var headers = TestGateway.LOCAL.with("User-Agent", "\"}\\");

    var response = throttled("THROTTLED", template, RIDES, headers);

    assertThat(Json.parse(response.text()).path("a").asText()).isEqualTo("\"}\\");
  }

  private static String parameter(String expression) {
    var parameters = Json.object();
    parameters.putObject("responseParameters").put("gatewayresponse.header.x-a", expression);
    return Json.write(parameters);
  }

  private static Response throttled(
      String type, String customized, String target, Headers headers) {
    var resources = (ObjectNode) Stacks.resource("stack.json");
    ((ObjectNode) resources.at("/PublicApi/Properties/Body/x-amazon-apigateway-gateway-responses"))
        .set(type, Json.parse(customized));
    ((ObjectNode) resources.at("/PublicApiliveStage/Properties/MethodSettings/1"))
        .put("ThrottlingBurstLimit", 0);
    var gateway = new TestGateway(Stacks.of(resources));
    gateway.problems.throwIfAny();
    return gateway.send("GET", target, headers, "");
  }
}
