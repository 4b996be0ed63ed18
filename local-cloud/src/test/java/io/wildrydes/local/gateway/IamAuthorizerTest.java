// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Request;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls of methods with IAM authorisation, signed by the AWS SDK.
final class IamAuthorizerTest {
  private static final String UNICORN = "/internalapi/live/unicorn";
  private static final String ARN = "arn:aws:execute-api:us-east-1:********0000:internalapi/live/";

  private final TestGateway gateway = gateway();
  private final Credentials.Key caller = gateway.key("caller");
  private final Credentials.Key stranger = gateway.key("stranger");

  @Test
  void letsPassWhomItsRoleAllows() {
    var response = gateway.send(SdkSigner.of(caller).sign("GET", UNICORN, ""));

    assertThat(response.status()).isEqualTo(200);
    assertThat(gateway.functions.invocations).hasSize(1);
  }

  @Test
  void letsPassTheDeveloper() {
    var developer = new Credentials.Key("test", "test", "", "");

    var response = gateway.send(SdkSigner.of(developer).sign("GET", UNICORN, ""));

    assertThat(response.status()).isEqualTo(200);
    assertThat(gateway.functions.lastEvent().at("/requestContext/identity/userArn").asText())
        .isEqualTo("arn:aws:iam::000000000000:user/developer");
  }

  @Test
  void tellsTheFunctionAndTheLogWhoCalled() {
    gateway.send(SdkSigner.of(caller).sign("GET", UNICORN, ""));

    var identity = (ObjectNode) gateway.functions.lastEvent().at("/requestContext/identity");
    var id = identity.path("caller").asText();
    assertThat(id).matches("AROA[0-9A-F]{17}:function");
    assertThat(identity)
        .isEqualTo(
            Json.parse(
                """
                {"cognitoIdentityPoolId": null, "accountId": "000000000000", "cognitoIdentityId": null,
                 "caller": "%s", "sourceIp": "127.0.0.1", "principalOrgId": null,
                 "accessKey": "%s", "cognitoAuthenticationType": null,
                 "cognitoAuthenticationProvider": null,
                 "userArn": "arn:aws:sts::000000000000:assumed-role/caller/function",
                 "userAgent": null, "user": "%s"}
                """
                    .formatted(id, caller.accessKeyId(), id)));
    assertThat(gateway.logLines.getLast())
        .contains(
            "\"userArn\":\"arn:aws:sts::000000000000:assumed-role/caller/function\"",
            "\"user\":\"" + id + "\"",
            "\"caller\":\"" + id + "\"",
            "\"accountId\":\"000000000000\"");
  }

  @Test
  void leavesMethodsWithoutIamOpen() {
    assertThat(gateway.send("GET", "/internalapi/live/open").status()).isEqualTo(200);
  }

  @Test
  void asksForAnApiKeyTooWhereAMethodNeedsBoth() {
    var response =
        gateway.send(
            SdkSigner.of(new Credentials.Key("test", "test", "", ""))
                .sign("POST", "/internalapi/live/promo", "{}"));

    assertThat(response.text()).isEqualTo("{\"message\":\"Forbidden\"}");
  }

  @Test
  void takesAPresignedRequestUntilItEnds() {
    var presigned =
        SdkSigner.of(caller).presigning(Duration.ofMinutes(10)).sign("GET", UNICORN, "");

    gateway.advance(Duration.ofMinutes(10));
    var inTime = gateway.send(presigned);
    gateway.advance(Duration.ofSeconds(1));
    var late = gateway.send(presigned);

    assertThat(inTime.status()).isEqualTo(200);
    assertRefused(
        late,
        "InvalidSignatureException",
        "Signature expired: 20261120T100000Z is now earlier than 20261120T100001Z (20261120T101001Z - 600 sec.)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"604801", "0604801", "99999999999999999999"})
  void refusesAPresignedRequestThatWouldHoldLongerThanAWeek(String seconds) {
    var response = gateway.send("GET", UNICORN + presigned(seconds));

    assertRefused(
        response,
        "IncompleteSignatureException",
        "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds");
  }

  @Test
  void looksAtThePresignatureThatHoldsForAWeek() {
    var response = gateway.send("GET", UNICORN + presigned("604800"));

    assertRefused(
        response,
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");
  }

  private static String presigned(String seconds) {
    return "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=none/20261120/us-east-1/execute-api/aws4_request"
        + "&X-Amz-Signature=00&X-Amz-SignedHeaders=host&X-Amz-Date=20261120T100000Z&X-Amz-Expires="
        + seconds;
  }

  @Test
  void refusesARequestWithoutASignature() {
    var response = gateway.send("GET", UNICORN);

    assertRefused(response, "MissingAuthenticationTokenException", "Missing Authentication Token");
    assertThat(gateway.logLines.getLast()).contains("\"type\":\"MISSING_AUTHENTICATION_TOKEN\"");
  }

  @Test
  void refusesAHeaderThatIsNoSignature() {
    var response = sendWith("Authorization", "Bearer abc");

    assertRefused(
        response,
        "IncompleteSignatureException",
        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): 'w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY='.");
  }

  @Test
  void namesEveryPartThatIsMissing() {
    var response = sendWith("Authorization", "AWS4-HMAC-SHA256 SignedHeaders=host");

    assertRefused(
        response,
        "IncompleteSignatureException",
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. (Hashed with SHA-256 and encoded with Base64) Authorization=T6TlTF0tP7OEirEb+CC+gAdhBAW19reUS2EXKW3XV6M=");
  }

  @Test
  void namesEveryPartThatIsMissingInAQuery() {
    var response = gateway.send("GET", UNICORN + "?X-Amz-Algorithm=AWS4-HMAC-SHA256");

    assertRefused(
        response,
        "IncompleteSignatureException",
        "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS4-HMAC-SHA512|test/20261120/us-east-1/execute-api/aws4_request|20261120T100000Z|Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'.",
        "AWS4-HMAC-SHA256|te/st/20261120/us-east-1/execute-api/aws4_request|20261120T100000Z|Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'te/st/20261120/us-east-1/execute-api/aws4_request'",
        "AWS4-HMAC-SHA256|test/20261120/us-east-1/execute-api/aws4_request|2026-11-20T10:00:00Z|Date must be in ISO-8601 'basic format'. Got '2026-11-20T10:00:00Z'. See http://en.wikipedia.org/wiki/ISO_8601",
      },
      quoteCharacter = '~')
  void refusesWhatItCannotRead(String algorithm, String credential, String date, String message) {
    var authorization =
        "%s Credential=%s, SignedHeaders=host, Signature=0".formatted(algorithm, credential);

    var response = sendWith("Authorization", authorization, "X-Amz-Date", date);

    assertRefused(response, "IncompleteSignatureException", message);
  }

  @Test
  void refusesKeysThatNobodyHas() {
    var unknown = new Credentials.Key("AKIAIOSFODNN7EXAMPLE", "secret", "", "");
    gateway.credentials.revoke(caller);

    for (var key : new Credentials.Key[] {unknown, caller}) {
      assertRefused(
          gateway.send(SdkSigner.of(key).sign("GET", UNICORN, "")),
          "UnrecognizedClientException",
          "The security token included in the request is invalid.");
    }
    assertThat(gateway.logLines.getLast()).contains("\"type\":\"ACCESS_DENIED\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "another"})
  void refusesAKeyWithoutItsSessionToken(String token) {
    var key = new Credentials.Key(caller.accessKeyId(), caller.secretAccessKey(), token, "");

    assertRefused(
        gateway.send(SdkSigner.of(key).sign("GET", UNICORN, "")),
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");
  }

  @Test
  void tellsHowItWouldHaveSigned() {
    var signed = SdkSigner.of(caller).sign("POST", "/internalapi/live/echo/a%20b?b=2&a=1%2F", "{}");
    var changed = withBody(signed, "{ }");

    var response = gateway.send(changed);

    assertRefused(
        response,
        "InvalidSignatureException",
        """
        The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.

        The Canonical String for this request should have been
        'POST
        /internalapi/live/echo/a%%2520b
        a=1%%2F&b=2
        host:127.0.0.1:3000
        x-amz-content-sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a
        x-amz-date:20261120T100000Z
        x-amz-security-token:%s

        host;x-amz-content-sha256;x-amz-date;x-amz-security-token
        257c1be96ae69f4b01c2c69bdb6d78605f59175819fb007d0bf245bf48444c4a'

        The String-to-Sign should have been
        'AWS4-HMAC-SHA256
        20261120T100000Z
        20261120/us-east-1/execute-api/aws4_request
        %s'
        """
            .formatted(caller.sessionToken(), toSign(response)));
    assertThat(gateway.logLines.getLast()).contains("\"type\":\"INVALID_SIGNATURE\"");
  }

  @Test
  void believesTheBodyAndNotItsDeclaredHash() {
    var signed = SdkSigner.of(caller).sign("PUT", "/internalapi/live/echo/1", "{}");

    var response = gateway.send(withBody(signed, "{ }"));

    assertThat(signed.headers().has("x-amz-content-sha256")).isTrue();
    assertThat(response.headers().first("x-amzn-ErrorType")).contains("InvalidSignatureException");
    assertThat(gateway.send(signed).status()).isEqualTo(200);
  }

  @Test
  void refusesAnotherSecret() {
    var key = new Credentials.Key("test", "TEST", "", "");

    assertThat(gateway.send(SdkSigner.of(key).sign("GET", UNICORN, "")).text())
        .startsWith(
            "{\"message\":\"The request signature we calculated does not match the signature you provided.");
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, execute-api, 'Credential should be scoped to a valid region, not ''eu-west-1''. '",
    "us-east-1, lambda, 'Credential should be scoped to correct service: ''execute-api''. '"
  })
  void refusesSignaturesForElsewhere(String region, String service, String message) {
    var signed = SdkSigner.of(caller).scoped(region, service).sign("GET", UNICORN, "");

    assertRefused(gateway.send(signed), "InvalidSignatureException", message);
  }

  @Test
  void namesAllThatIsWrongWithAScope() {
    var response =
        sendWith(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20261119/us-east-1/execute-api/aws5, SignedHeaders=x-amz-date, Signature=0",
            "Date",
            "Fri, 20 Nov 2026 10:00:00 GMT");

    assertRefused(
        response,
        "InvalidSignatureException",
        "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261119' != '20261120', from '20261120T100000Z'. 'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization. ");
  }

  @Test
  void holdsASignatureForFiveMinutesEitherWay() {
    var signer = SdkSigner.of(caller);
    var old = signer.at(TestGateway.START.minus(Duration.ofMinutes(5))).sign("GET", UNICORN, "");
    var early = signer.at(TestGateway.START.plus(Duration.ofMinutes(5))).sign("GET", UNICORN, "");
    var tooOld = signer.at(TestGateway.START.minusSeconds(301)).sign("GET", UNICORN, "");
    var tooEarly = signer.at(TestGateway.START.plusSeconds(301)).sign("GET", UNICORN, "");

    assertThat(gateway.send(old).status()).isEqualTo(200);
    assertThat(gateway.send(early).status()).isEqualTo(200);
    assertRefused(
        gateway.send(tooOld),
        "InvalidSignatureException",
        "Signature expired: 20261120T095459Z is now earlier than 20261120T095500Z (20261120T100000Z - 5 min.)");
    assertThat(gateway.logLines.getLast()).contains("\"type\":\"EXPIRED_TOKEN\"");
    assertRefused(
        gateway.send(tooEarly),
        "InvalidSignatureException",
        "Signature not yet current: 20261120T100501Z is still later than 20261120T100500Z (20261120T100000Z + 5 min.)");
  }

  @Test
  void refusesWhomNoPolicyAllows() {
    var response = gateway.send(SdkSigner.of(stranger).sign("GET", UNICORN, ""));

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.text())
        .isEqualTo(
            "{\"Message\":\"User: arn:aws:sts::000000000000:assumed-role/stranger/function is not authorized to perform: execute-api:Invoke on resource: "
                + ARN
                + "GET/unicorn because no identity-based policy allows the execute-api:Invoke action\"}");
    assertThat(response.headers().first("x-amzn-ErrorType")).contains("AccessDeniedException");
    assertThat(response.headers().first("x-why")).contains("denied");
    assertThat(gateway.functions.invocations).isEmpty();
  }

  @Test
  void letsADenialCountMoreThanAnythingThatAllows() {
    var response = gateway.send(SdkSigner.of(caller).sign("DELETE", "/internalapi/live/any", ""));

    assertThat(response.text())
        .endsWith(
            " on resource: "
                + ARN
                + "DELETE/any with an explicit deny in an identity-based policy\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /unicorn, 200",
    "GET, /unicorns, 403",
    "PUT, /unicorns, 403",
    "PUT, /echo/a, 200",
    "PUT, /echo/a/b, 200",
    "PUT, /echo, 403"
  })
  void allowsWhatTheResourcesOfARoleCover(String method, String path, int status) {
    var signed = SdkSigner.of(caller).sign(method, "/internalapi/live" + path, "");

    assertThat(gateway.send(signed).status()).isEqualTo(status);
  }

  private static TestGateway gateway() {
    var gateway = new TestGateway(Stacks.iam());
    gateway.problems.throwIfAny();
    return gateway;
  }

  private Response sendWith(String name, String value, String... more) {
    var headers = TestGateway.LOCAL.withAll(Headers.of(name, value, more));
    return gateway.send("GET", UNICORN, headers, "");
  }

  private static Request withBody(Request request, String body) {
    return new Request(
        request.method(),
        request.path(),
        request.query(),
        request.headers(),
        body.getBytes(StandardCharsets.UTF_8),
        request.sourceIp());
  }

  private static void assertRefused(Response response, String errorType, String message) {
    assertThat(response.status()).isEqualTo(403);
    assertThat(Json.parse(response.body())).isEqualTo(Json.object().put("message", message));
    assertThat(response.headers().first("x-amzn-ErrorType")).contains(errorType);
    assertThat(response.headers().first("Content-Type")).contains("application/json");
  }

  private static String toSign(Response response) {
    var lines = Json.parse(response.body()).path("message").asText().split("\n", -1);
    return lines[lines.length - 2].replace("'", "");
  }
}
