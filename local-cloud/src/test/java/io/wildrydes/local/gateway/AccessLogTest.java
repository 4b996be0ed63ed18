// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import org.junit.jupiter.api.Test;

final class AccessLogTest {
  private static final String PREFIX = "/aws/apigateway/wild-rydes-public 2026-11-20T10:00:00Z ";

  /// The format of the project's own template.
  private static final String FORMAT =
      """
      {"requestId":"$context.requestId",
      "requestTimeEpoch":"$context.requestTimeEpoch",
      "apiId":"$context.apiId",
      "stage":"$context.stage",
      "httpMethod":"$context.httpMethod",
      "path":"$context.path",
      "resourcePath":"$context.resourcePath",
      "protocol":"$context.protocol",
      "status":"$context.status",
      "responseLength":"$context.responseLength",
      "responseLatency":"$context.responseLatency",
      "integrationLatency":"$context.integration.latency",
      "integrationStatus":"$context.integration.integrationStatus",
      "functionStatus":"$context.integration.status",
      "functionRequestId":"$context.integration.requestId",
      "integrationError":"$context.integration.error",
      "errorMessage":$context.error.messageString,
      "errorResponseType":"$context.error.responseType",
      "apiKeyId":"$context.identity.apiKeyId",
      "userAgent":"$context.identity.userAgent",
      "color":"$stageVariables.color"}
      """;

  private final TestGateway gateway =
      withFormat(FORMAT.replace("$context.error.messageString", "\"$context.error.message\""));

  @Test
  void tellsOfARequestThatAFunctionAnswered() {
    gateway.functions.answer(FakeFunctions.success("{\"statusCode\":202,\"body\":\"ok\"}"));

    gateway.send("POST", "/publicapi/live/notify", TestGateway.LOCAL, "{}");

    assertThat(gateway.logLines)
        .containsExactly(
            PREFIX
                + """
                {"requestId":"request-1", "requestTimeEpoch":"1795168800000", "apiId":"publicapi", \
                "stage":"live", "httpMethod":"POST", "path":"/live/notify", \
                "resourcePath":"/notify", "protocol":"HTTP/1.1", "status":"202", \
                "responseLength":"2", "responseLatency":"0", "integrationLatency":"0", \
                "integrationStatus":"200", "functionStatus":"202", "functionRequestId":"lambda-1", \
                "integrationError":"-", "errorMessage":"-", "errorResponseType":"-", \
                "apiKeyId":"-", "userAgent":"-", "color":"blue"}\
                """);
  }

  @Test
  void tellsWhyAnIntegrationFailed() {
    gateway.functions.answer(new Functions.Result.FunctionError("lambda-1", "no \"luck\"\nat all"));

    gateway.send("POST", "/publicapi/live/notify", TestGateway.LOCAL, "{}");

    assertThat(gateway.logLines)
        .singleElement()
        .asString()
        .contains("\"status\":\"502\"", "\"integrationStatus\":\"200\"", "\"functionStatus\":\"-\"")
        .contains(
            "\"integrationError\":\"Lambda execution failed with status 200 due to customer"
                + " function error: no \\\"luck\\\"\\nat all. Lambda request id: lambda-1\"")
        .contains("\"errorMessage\":\"Internal server error\"")
        .contains("\"errorResponseType\":\"DEFAULT_5XX\"");
  }

  @Test
  void tellsOfRequestsThatNoRouteTook() {
    gateway.send("GET", "/publicapi/live/nothing");

    assertThat(gateway.logLines)
        .singleElement()
        .asString()
        .contains("\"status\":\"403\"", "\"resourcePath\":\"-\"", "\"integrationStatus\":\"-\"")
        .contains("\"errorMessage\":\"Missing Authentication Token\"")
        .contains("\"errorResponseType\":\"MISSING_AUTHENTICATION_TOKEN\"");
  }

  @Test
  void keepsALineOneJsonObjectWhateverCallersSend() {
    var headers = TestGateway.LOCAL.with("User-Agent", "\"}\\\t\u2028");

    gateway.send("GET", "/publicapi/live/nothing", headers, "");

    var line = gateway.logLines.getFirst().substring(PREFIX.length());
    assertThat(Json.parse(line).path("userAgent").asText()).isEqualTo("\"}\\\t\u2028");
  }

  @Test
  void quotesTheMessageString() {
    var quoted = withFormat(FORMAT);

    quoted.send("GET", "/publicapi/live/nothing");

    assertThat(quoted.logLines.getFirst())
        .contains("\"errorMessage\":\"Missing Authentication Token\", ");
  }

  @Test
  void isWrittenForStagesThatWantIt() {
    gateway.send("GET", "/partnerapi/live/health");

    assertThat(gateway.logLines).isEmpty();
  }

  private static TestGateway withFormat(String format) {
    var stack = (ObjectNode) Stacks.resource("stack.json");
    ((ObjectNode) stack.at("/PublicApiliveStage/Properties/AccessLogSetting"))
        .put("Format", format);
    var gateway = new TestGateway(Stacks.of(stack));
    gateway.problems.throwIfAny();
    return gateway;
  }
}
