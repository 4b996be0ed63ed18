// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.wildrydes.kit.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// API Gateway's proxy integration, payload version 1.0, read and written with the function's own
/// JSON mapper: the Lambda runtime's would load a second one.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html>
final class ProxyEvents {
  private ProxyEvents() {}

  /// @param awsRequestId the invocation's own id, for events that came by no gateway and have none
  static Request decode(InputStream in, String awsRequestId) throws IOException {
    var event = Json.MAPPER.readTree(in);
    var gatewayId = event.path("requestContext").path("requestId").asText();
    return new Request(
        event.path("httpMethod").asText(),
        event.path("path").asText(),
        headers(event.path("headers")),
        body(event),
        gatewayId.isEmpty() ? awsRequestId : gatewayId);
  }

  static void encode(Response response, OutputStream out) throws IOException {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("statusCode", response.status());
    var headers = answer.putObject("headers");
    response.headers().forEach(headers::put);
    answer.put("body", response.body());
    answer.put("isBase64Encoded", false);
    Json.MAPPER.writeValue(out, answer);
  }

  /// A POST as the gateway would hand it on.
  static byte[] madeUp(String body) throws IOException {
    var event = JsonNodeFactory.instance.objectNode();
    event.put("httpMethod", "POST").put("path", "/").put("body", body);
    event.put("isBase64Encoded", false);
    event.putObject("headers").put("content-type", "application/json");
    event.putObject("requestContext").put("requestId", "warm-up");
    return Json.MAPPER.writeValueAsBytes(event);
  }

  static int status(byte[] answer) throws IOException {
    return Json.MAPPER.readTree(answer).path("statusCode").asInt();
  }

  private static Map<String, String> headers(JsonNode node) {
    var headers = new HashMap<String, String>();
    node.properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return headers;
  }

  private static Body body(JsonNode event) {
    var text = event.path("body").asText("");
    return event.path("isBase64Encoded").asBoolean()
        ? Body.of(Base64.getDecoder().decode(text))
        : Body.of(text);
  }
}
