// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Refusal;
import io.wildrydes.local.http.Request;
import io.wildrydes.local.http.Response;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsEndpointTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final Credentials credentials =
      new Credentials(Identity.local("us-east-1"), () -> "0123456789abcdef0123456789abcdef");
  private final AwsEndpoint endpoint =
      new AwsEndpoint(
          List.of(new Naming("sqs"), new Naming("events")), credentials, () -> "r-1", () -> NOW);

  @Test
  void tellsServicesApartByTheSignature() throws Exception {
    assertThat(signed("test/20261120/us-east-1/events/aws4_request").text())
        .isEqualTo("events arn:aws:iam::000000000000:user/developer r-1 2026-11-20T10:00:00Z");
  }

  @Test
  void knowsTheCallerByItsKey() throws Exception {
    var key = credentials.issue("arn:aws:sts::000000000000:assumed-role/delivery/1");

    assertThat(signed(key.accessKeyId() + "/20261120/eu-west-1/sqs/aws4_request").text())
        .startsWith("sqs arn:aws:sts::000000000000:assumed-role/delivery/1 ");
  }

  @Test
  void readsAPresignedRequest() throws Exception {
    var query = "X-Amz-Credential=test%2F20261120%2Fus-east-1%2Fsqs%2Faws4_request&X=1";

    assertThat(endpoint.handle(request(query, Headers.none())).text()).startsWith("sqs ");
  }

  @Test
  void namesServicesThatAreNotSupported() throws Exception {
    var response = signed("test/20261120/us-east-1/dynamodb/aws4_request");

    assertThat(response.status()).isEqualTo(501);
    assertThat(response.text())
        .isEqualTo(
            "{\"__type\":\"NotImplemented\",\"message\":\"service 'dynamodb' is not supported here;"
                + " supported are events, sqs\"}");
    assertThat(response.headers().first("x-amzn-RequestId")).contains("r-1");
  }

  @Test
  void answersInXmlWhereTheServiceSpeaksIt() throws Exception {
    var form =
        Headers.of(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20261120/us-east-1/<sts>/aws4_request",
            "Content-Type",
            "application/x-www-form-urlencoded; charset=utf-8");

    var query = endpoint.handle(request("", form));
    var s3 = signed("test/20261120/us-east-1/s3/aws4_request");

    assertThat(query.status()).isEqualTo(501);
    assertThat(query.headers().first("Content-Type")).contains("text/xml");
    assertThat(query.text())
        .isEqualTo(
            "<ErrorResponse><Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>service"
                + " '&lt;sts&gt;' is not supported here; supported are events, sqs</Message></Error>"
                + "<RequestId>r-1</RequestId></ErrorResponse>");
    assertThat(s3.text())
        .isEqualTo(
            "<Error><Code>NotImplemented</Code><Message>service 's3' is not supported here;"
                + " supported are events, sqs</Message><RequestId>r-1</RequestId></Error>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer x",
        "AWS4-HMAC-SHA256 Credential=",
        "AWS4-HMAC-SHA256 Credential=a/b/c"
      })
  void refusesRequestsWithoutASignature(String authorization) throws Exception {
    var response = endpoint.handle(request("", Headers.of("Authorization", authorization)));

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.text())
        .isEqualTo(
            "{\"__type\":\"MissingAuthenticationToken\",\"message\":\"Missing Authentication"
                + " Token\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "MALFORMED, 400, MalformedHttpRequestException",
    "FOREIGN_ORIGIN, 403, AccessDenied",
    "TOO_SLOW, 408, RequestTimeoutException",
    "BODY_TOO_LARGE, 413, RequestEntityTooLargeException",
    "HEAD_TOO_LARGE, 431, MalformedHttpRequestException",
    "INTERNAL_ERROR, 500, InternalFailure"
  })
  void wordsRefusalsAsAwsDoes(Refusal refusal, int status, String code) {
    var response = endpoint.refuse(refusal, request("", Headers.none())).orElseThrow();

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).startsWith("{\"__type\":\"" + code + "\"");
    assertThat(response.headers().first("x-amzn-ErrorType")).contains(code);
    assertThat(response.headers().first("x-amzn-RequestId")).contains("r-1");
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, arn:aws:sqs:us-east-1:000000000000:q, amazonaws.com",
    "eu-central-1, arn:aws:sqs:eu-central-1:000000000000:q, amazonaws.com"
  })
  void writesArns(String region, String arn, String suffix) {
    var identity = Identity.local(region);

    assertThat(identity.arn("sqs", "q")).isEqualTo(arn);
    assertThat(identity.urlSuffix()).isEqualTo(suffix);
  }

  private Response signed(String scope) throws InterruptedException {
    var authorization =
        "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=0";
    return endpoint.handle(request("", Headers.of("Authorization", authorization)));
  }

  private static Request request(String query, Headers headers) {
    return new Request("POST", "/", query, headers, new byte[0], "127.0.0.1");
  }

  private record Naming(String signingName) implements AwsApi {
    @Override
    public Response handle(AwsCall call) {
      var text =
          String.join(" ", signingName, call.callerArn(), call.requestId(), call.now().toString());
      return Response.of(200, "text/plain", text);
    }
  }
}
