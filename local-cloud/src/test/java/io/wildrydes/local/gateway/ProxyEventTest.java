// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ProxyEventTest {
  private static final String KEY = "abcdefghij0123456789abcdefghij0123456789";

  private final TestGateway gateway = TestGateway.ofSample();

  @Test
  void holdsEveryFieldOfPayloadFormatOne() {
    var headers = new LinkedHashMap<String, List<String>>();
    headers.put("Accept", List.of("*/*"));
    headers.put("Connection", List.of("keep-alive"));
    headers.put("Content-Length", List.of("10"));
    headers.put("content-type", List.of("application/json"));
    headers.put("Expect", List.of("100-continue"));
    headers.put("Host", List.of("127.0.0.1:3000"));
    headers.put("TE", List.of("trailers"));
    headers.put("transfer-encoding", List.of("chunked"));
    headers.put("Upgrade", List.of("h2c"));
    headers.put("user-agent", List.of("test/1"));
    headers.put("x-amzn-trace-id", List.of("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"));
    headers.put("x-forwarded-for", List.of("10.0.0.1"));
    headers.put("X-Two", List.of("first", "second"));
    headers.put("x-three", List.of("third"));

    gateway.send(
        "GET",
        "/publicapi/live/rides/a%20b?price=10&price=30&plus=a+b&flag&&enc=%C3%BC%26%3D&bad=%zz",
        Headers.of(headers),
        "{\"a\":\"ü\"}");

    var event = (ObjectNode) gateway.functions.lastEvent();
    var context = (ObjectNode) event.path("requestContext");
    assertThat(context.path("extendedRequestId").asText()).matches("[A-Za-z0-9+/]{15}=");
    assertThat(context.path("resourceId").asText()).matches("[a-z0-9]{6}");
    assertThat(context.path("deploymentId").asText()).startsWith("PublicApiDeployment");
    context.put("extendedRequestId", "EXTENDED").put("resourceId", "RESOURCE");
    context.put("deploymentId", "DEPLOYMENT");
    assertThat(comparable(event)).isEqualTo(comparable(Stacks.resource("proxy-event.json")));
  }

  @Test
  void hasNullsWhereARequestHasNothing() {
    gateway.send("POST", "/partnerapi/live/slow", TestGateway.LOCAL.with("x-api-key", KEY), "");

    var event = gateway.functions.lastEvent();
    assertThat(event.path("body").isNull()).isTrue();
    assertThat(event.path("queryStringParameters").isNull()).isTrue();
    assertThat(event.path("multiValueQueryStringParameters").isNull()).isTrue();
    assertThat(event.path("pathParameters").isNull()).isTrue();
    assertThat(event.path("stageVariables").isNull()).isTrue();
    assertThat(event.at("/requestContext/identity/userAgent").isNull()).isTrue();
  }

  @Test
  void namesTheKeyOfMethodsThatNeedOne() {
    gateway.send("POST", "/partnerapi/live/slow", TestGateway.LOCAL.with("x-api-key", KEY), "");

    var identity = gateway.functions.lastEvent().at("/requestContext/identity");
    assertThat(identity.path("apiKey").asText()).isEqualTo(KEY);
    assertThat(identity.path("apiKeyId").asText()).isEqualTo("Key");
  }

  @Test
  void encodesBodiesOfBinaryMediaTypes() {
    byte[] body = {(byte) 0x89, 'P', 'N', 'G', 0};
    var headers = TestGateway.LOCAL.with("Content-Type", "image/PNG; q=1");

    gateway.send(TestGateway.request("PUT", "/publicapi/live/files/a", headers, body));

    assertThat(bodyOf(gateway)).isEqualTo(Map.entry("iVBORwA=", true));
  }

  @Test
  void replacesWhatIsNotUtf8InTextBodies() {
    byte[] body = {'a', (byte) 0xff, 'b'};
    var headers = TestGateway.LOCAL.with("Content-Type", "application/json");

    gateway.send(TestGateway.request("POST", "/publicapi/live/notify", headers, body));

    assertThat(bodyOf(gateway)).isEqualTo(Map.entry("a\uFFFDb", false));
  }

  @Test
  void passesTheBytesOfTextOn() {
    gateway.send(
        "POST", "/publicapi/live/notify", TestGateway.LOCAL, "line\u2028\"quoted\"\u0000€");

    assertThat(
            new String(gateway.functions.invocations.getLast().payload(), StandardCharsets.UTF_8))
        .contains("\"body\":\"line\u2028\\\"quoted\\\"\\u0000€\"");
  }

  private static Map.Entry<String, Boolean> bodyOf(TestGateway gateway) {
    var event = gateway.functions.lastEvent();
    return Map.entry(event.path("body").asText(), event.path("isBase64Encoded").asBoolean());
  }

  /// The text form, so that a difference is easy to see.
  private static String comparable(JsonNode event) {
    var sorted = new TreeMap<String, String>();
    event
        .properties()
        .forEach(field -> sorted.put(field.getKey(), field.getValue().toPrettyString()));
    return sorted.toString();
  }
}
