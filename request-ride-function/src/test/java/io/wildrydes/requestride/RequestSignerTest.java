// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.kit.http.Body;
import io.wildrydes.kit.http.OutgoingRequest;
import io.wildrydes.kit.telemetry.LogField;
import io.wildrydes.testing.MutableClock;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

class RequestSignerTest {
  private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final URI RECORD =
      URI.create("https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/live/record");

  private final MutableClock clock = new MutableClock(Instant.parse("2015-08-30T12:36:00Z"));

  /// The judge is judged by the example that AWS published with its description.
  @Test
  void theSecondImplementationAgreesWithAwssExample() {
    var example =
        new SignatureVersion4(
            "GET",
            "/",
            "Action=ListUsers&Version=2010-05-08",
            Map.of(
                "content-type", "application/x-www-form-urlencoded; charset=utf-8",
                "host", "iam.amazonaws.com",
                "x-amz-date", "20150830T123600Z"),
            "");

    var signature =
        example.signature(
            SECRET_KEY,
            "20150830/us-east-1/iam/aws4_request",
            List.of("content-type", "host", "x-amz-date"));

    assertThat(signature)
        .isEqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
  }

  @Test
  void signsHeadersAndBody() throws Exception {
    var ride = "{\"RideId\":\"ride-1\",\"Unicorn\":{\"Name\":\"Bucéphale\"}}";

    var signed = sign(AwsBasicCredentials.create("AKIDEXAMPLE", SECRET_KEY), post(RECORD, ride));

    assertThat(signed.headers().get("Authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;"
                + "x-correlation-id, Signature="
                + expectedSignature(signed, RECORD.getHost()));
    assertThat(signed.headers()).containsEntry("X-Amz-Date", "20150830T123600Z");
  }

  @Test
  void signsARequestWithoutABody() throws Exception {
    var fleet = URI.create("https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/live/unicorn");

    var signed =
        sign(
            AwsBasicCredentials.create("AKIDEXAMPLE", SECRET_KEY),
            OutgoingRequest.get(fleet, Map.of("x-correlation-id", "ride-1")));

    assertThat(SignatureVersion4.signature(authorization(signed)))
        .isEqualTo(expectedSignature(signed, fleet.getHost()));
  }

  @Test
  void signsTheTokenOfARole() throws Exception {
    var role = AwsSessionCredentials.create("ASIAEXAMPLE", SECRET_KEY, "token-1");

    var signed = sign(role, post(RECORD, "{}"));

    assertThat(signed.headers()).containsEntry("X-Amz-Security-Token", "token-1");
    assertThat(SignatureVersion4.signedHeaders(authorization(signed)))
        .contains("x-amz-security-token");
    assertThat(SignatureVersion4.signature(authorization(signed)))
        .isEqualTo(expectedSignature(signed, RECORD.getHost()));
  }

  @Test
  void signsTheHostAsItIsSent() throws Exception {
    var local = URI.create("http://127.0.0.1:3000/internalapi/live/record");

    var signed = sign(AwsBasicCredentials.create("AKIDEXAMPLE", SECRET_KEY), post(local, "{}"));

    assertThat(SignatureVersion4.signature(authorization(signed)))
        .isEqualTo(expectedSignature(signed, "127.0.0.1:3000"));
    assertThat(signed.headers().keySet()).noneMatch(name -> name.equalsIgnoreCase("host"));
  }

  @Test
  void leavesTheTraceHeaderOutOfTheSignature() throws Exception {
    var traced =
        OutgoingRequest.post(
            RECORD,
            Map.of("x-amzn-trace-id", "Root=1-5759e988-bd862e3fe1be46a994272793"),
            Body.of("{}"));

    var signed = sign(AwsBasicCredentials.create("AKIDEXAMPLE", SECRET_KEY), traced);

    assertThat(SignatureVersion4.signedHeaders(authorization(signed)))
        .doesNotContain("x-amzn-trace-id");
  }

  @Test
  void keepsTheRequestOtherwiseAsItIs() throws Exception {
    var request = post(RECORD, "{}").annotated(LogField.attempt(2));

    var signed = sign(AwsBasicCredentials.create("AKIDEXAMPLE", SECRET_KEY), request);

    assertThat(signed.headers()).containsAllEntriesOf(request.headers());
    assertThat(
            new OutgoingRequest(
                signed.method(),
                signed.uri(),
                request.headers(),
                signed.body(),
                signed.annotations()))
        .isEqualTo(request);
  }

  @Test
  void missingCredentialsAreNoAnswer() {
    var refusal = SdkClientException.create("Unable to load credentials from any of the providers");
    var signer =
        new RequestSigner(
            () -> {
              throw refusal;
            },
            Region.US_EAST_1,
            clock);

    assertThatThrownBy(() -> signer.signed(post(RECORD, "{}")))
        .isInstanceOf(IOException.class)
        .hasMessage("no credentials to sign a call with")
        .hasCause(refusal);
  }

  private OutgoingRequest sign(AwsCredentials credentials, OutgoingRequest request)
      throws IOException {
    return new RequestSigner(() -> credentials, Region.US_EAST_1, clock).signed(request);
  }

  private static OutgoingRequest post(URI uri, String body) {
    var headers = Map.of("Content-Type", "application/json", "x-correlation-id", "ride-1");
    return OutgoingRequest.post(uri, headers, Body.of(body));
  }

  private static String expectedSignature(OutgoingRequest signed, String host) {
    var headers = new TreeMap<String, String>();
    signed.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    headers.put("host", host);
    var request =
        new SignatureVersion4(
            signed.method(), signed.uri().getPath(), "", headers, signed.body().text());
    return request.signature(
        SECRET_KEY,
        "20150830/us-east-1/execute-api/aws4_request",
        SignatureVersion4.signedHeaders(authorization(signed)));
  }

  private static String authorization(OutgoingRequest signed) {
    return signed.headers().getOrDefault("Authorization", "");
  }
}
