// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.http.Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// Requests signed and sent by the AWS SDK, over sockets.
final class SignedCallsIT {
  private final TestGateway gateway = new TestGateway(Stacks.iam());
  private final Server server = Server.start(GatewayService.serverConfig(0), gateway.handler());
  private final SdkHttpClient client = UrlConnectionHttpClient.create();
  private final SdkSigner signer = SdkSigner.of(new Credentials.Key("test", "test", "", ""));

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/unicorn",
        "/unicorn/",
        "/echo/a%2Fb",
        "/echo/a%20b%25",
        "/echo/%E1%88%B4",
        "/echo/a:b@c+d=e&f,g;h$i!j*k'l(m)~n_o-p.q",
        "/echo//a",
        "/echo?flag",
        "/echo?b=2&a=1&b=1&A=0",
        "/echo?q=a%20b%2Bc%26d%3De",
        "/echo?q=%C3%A9&%C3%A9=q",
        "/echo?q=/:,;@!$'()*",
        "/echo?a-b=1&a=2&a.b=3"
      })
  void passWhateverIsInTheirTarget(String target) throws Exception {
    assertThat(send("GET", target, Map.of(), "").httpResponse().statusCode()).isEqualTo(200);
  }

  @Test
  void passWithAnyHeadersAndBody() throws Exception {
    var headers = new LinkedHashMap<String, List<String>>();
    headers.put("Content-Type", List.of("application/json; charset=utf-8"));
    headers.put("X-Spaces", List.of("  a   b  "));
    headers.put("X-Empty", List.of(""));

    var response = send("POST", "/echo", headers, "{\"Name\":\"Bücephalus\"}");

    assertThat(response.httpResponse().statusCode()).isEqualTo(200);
    assertThat(gateway.functions.lastEvent().path("body").asText())
        .isEqualTo("{\"Name\":\"Bücephalus\"}");
  }

  @Test
  void areRefusedWhenChangedOnTheirWay() throws Exception {
    var signed =
        signed("GET", "/unicorn", Map.of(), "")
            .copy(r -> r.encodedPath("/internalapi/live/echo/1"));

    var response = execute(signed, "").httpResponse();

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.firstMatchingHeader("x-amzn-ErrorType"))
        .contains("InvalidSignatureException");
    assertThat(response.firstMatchingHeader("x-correlation-id")).contains("request-1");
  }

  private HttpExecuteResponse send(
      String method, String target, Map<String, List<String>> headers, String body)
      throws IOException {
    return execute(signed(method, target, headers, body), body);
  }

  private SdkHttpRequest signed(
      String method, String target, Map<String, List<String>> headers, String body) {
    var uri = URI.create(server.url() + "/internalapi/live" + target);
    var unsigned = SdkSigner.unsigned(method, uri, headers);
    return signer.sign(unsigned, body.getBytes(StandardCharsets.UTF_8));
  }

  private HttpExecuteResponse execute(SdkHttpRequest signed, String body) throws IOException {
    var request = HttpExecuteRequest.builder().request(signed);
    if (!body.isEmpty()) {
      request.contentStreamProvider(
          () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
    return client.prepareRequest(request.build()).call();
  }
}
