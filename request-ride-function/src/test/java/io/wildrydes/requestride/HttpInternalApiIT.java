// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Subsegment;
import io.wildrydes.kit.http.HttpCaller;
import io.wildrydes.kit.telemetry.Tracer;
import io.wildrydes.testing.MutableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

/// The calls to the internal API over real sockets.
class HttpInternalApiIT extends InternalApiContract {
  private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final AwsSessionCredentials CREDENTIALS =
      AwsSessionCredentials.create("ASIAEXAMPLE", SECRET_KEY, "token-1");
  private static final Instant SIGNED_AT = Instant.parse("2015-08-30T12:36:00Z");

  private final HttpCaller caller = new HttpCaller(new Tracer(), Duration.ofMinutes(15));
  private StubInternalApi stub;

  @BeforeEach
  void open() throws IOException {
    stub = new StubInternalApi();
  }

  @AfterEach
  void close() {
    caller.discard();
    stub.close();
  }

  @ParameterizedTest
  @CsvSource({
    "FLEET, GET, /live/unicorn, ''",
    "PROMO, POST, /live/promo, '{\"Name\":\"Bucéphale\"}'",
    "RECORD, POST, /live/record, '{\"Name\":\"Bucéphale\"}'"
  })
  void callsEachServiceByItsRoute(Service service, String method, String path, String body)
      throws Exception {
    answering(200, "{}").send(call(service), LONG);

    var received = stub.received.getFirst();
    assertThat(received).extracting("method", "path", "body").containsExactly(method, path, body);
    assertThat(received.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("x-correlation-id", "ride-1");
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void whatArrivesIsWhatWasSigned(Service service) throws Exception {
    var api = answering(200, "{}");
    AWSXRay.beginSegment("request-ride");

    try {
      api.send(call(service), LONG);
    } finally {
      AWSXRay.clearTraceEntity();
    }

    var received = stub.received.getFirst();
    var authorization = received.headers().getOrDefault("authorization", "");
    var signedHeaders = SignatureVersion4.signedHeaders(authorization);
    assertThat(received.headers()).containsKey("x-amzn-trace-id");
    assertThat(signedHeaders)
        .contains("host", "x-amz-date", "x-amz-security-token", "x-correlation-id")
        .doesNotContain("x-amzn-trace-id");
    assertThat(SignatureVersion4.signature(authorization))
        .isEqualTo(
            new SignatureVersion4(
                    received.method(), received.path(), "", received.headers(), received.body())
                .signature(
                    SECRET_KEY, "20150830/eu-west-1/execute-api/aws4_request", signedHeaders));
  }

  @Test
  void annotatesTheCallsSubsegment() throws Exception {
    var api = answering(503, "{}");
    var segment = AWSXRay.beginSegment("request-ride");

    try {
      api.send(call(Service.RECORD), LONG);
    } finally {
      AWSXRay.clearTraceEntity();
    }

    var calls = segment.getSubsegmentsCopy();
    assertThat(calls)
        .extracting(Subsegment::getAnnotations)
        .containsExactly(Map.of("attempt", 2, "correlationId", "ride-1"));
    assertThat(calls).extracting(Subsegment::isFault).containsExactly(true);
  }

  @Test
  void endsAtTheLimitWhenTheAnswerTrickles() throws Exception {
    stub.does(
        Service.FLEET,
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          stub.staySilent();
        });
    var api = api(stub.address());

    assertThatThrownBy(() -> api.send(call(Service.FLEET), Duration.ofMillis(200)))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void fetchingCredentialsTakesItsTimeOffTheLimit() {
    var _ = answering(200, "{}");
    var clock = new MutableClock(SIGNED_AT);
    var signer =
        new RequestSigner(
            () -> {
              clock.advance(LONG);
              return CREDENTIALS;
            },
            Region.EU_WEST_1,
            clock);
    var api = new HttpInternalApi(caller, signer, stub.address());

    assertThatThrownBy(() -> api.send(call(Service.FLEET), LONG))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void anAnswerWithoutEndIsNone() throws Exception {
    stub.does(
        Service.FLEET,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[HttpCaller.MAX_ANSWER_BYTES + 1]);
        });
    var api = api(stub.address());

    assertThatThrownBy(() -> api.send(call(Service.FLEET), LONG))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void anAnswerThatIsNotHttpIsNone() throws Exception {
    try (var nonsense = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerNonsense(nonsense));
      var api = api(URI.create("http://127.0.0.1:" + nonsense.getLocalPort() + "/live"));

      assertThatThrownBy(() -> api.send(call(Service.FLEET), LONG))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(HttpTimeoutException.class);
    }
  }

  @Test
  void anApiThatIsGoneIsABrokenConnection() {
    var api = api(stub.address());
    stub.close();

    assertThatThrownBy(() -> api.send(call(Service.FLEET), LONG))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
  }

  @Override
  InternalApi answering(int status, String body) {
    for (var service : Service.values()) {
      stub.answers(service, status, body);
    }
    return api(stub.address());
  }

  @Override
  InternalApi silent() {
    for (var service : Service.values()) {
      stub.does(service, _ -> stub.staySilent());
    }
    return api(stub.address());
  }

  @Override
  InternalApi breakingConnections() {
    stub.does(
        Service.RECORD,
        _ -> {
          throw new IOException("the connection ends here");
        });
    return api(stub.address());
  }

  private InternalApi api(URI address) {
    var clock = new MutableClock(SIGNED_AT);
    var signer = new RequestSigner(() -> CREDENTIALS, Region.EU_WEST_1, clock);
    return new HttpInternalApi(caller, signer, address);
  }

  private static void answerNonsense(ServerSocket server) {
    try (var connection = server.accept()) {
      var _ = connection.getInputStream().read();
      connection.getOutputStream().write("220 ready\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException _) {
      // The test is over, or the client went away.
    }
  }
}
