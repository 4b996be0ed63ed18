// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.aws.TraceHeader;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Refusal;
import io.wildrydes.local.http.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayTest {
  private static final String TRACE_ROOT = "1-5759e988-bd862e3fe1be46a994272793";

  private final TestGateway gateway = TestGateway.ofSample();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/publicapi",
        "/publicapi/",
        "/publicapi/test/notify",
        "/PublicApi/live/notify",
        "//live/notify",
        "/nothing/live/notify"
      })
  void forbidsWhatNamesNoStage(String path) {
    var response = gateway.send("POST", path);

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.text()).isEqualTo("{\"message\":\"Forbidden\"}");
    assertThat(response.headers())
        .isEqualTo(
            Headers.of(
                "Content-Type", "application/json",
                "x-amzn-ErrorType", "ForbiddenException",
                "x-amzn-RequestId", "request-1"));
    assertThat(gateway.logLines).isEmpty();
  }

  @Test
  void addsTheApisHeadersToItsRefusals() {
    var response = gateway.send("GET", "/publicapi/live/nothing");

    assertThat(response.text()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    assertThat(withoutExtendedId(response))
        .isEqualTo(
            Headers.of(
                "Access-Control-Allow-Origin", "*",
                "Content-Type", "application/json",
                "x-amzn-ErrorType", "MissingAuthenticationTokenException",
                "x-amzn-RequestId", "request-1",
                "x-correlation-id", "request-1"));
  }

  @Test
  void invokesTheFunctionOfTheRoute() {
    gateway.functions.answer(FakeFunctions.success("{\"statusCode\":202,\"body\":\"ok\"}"));

    var response = gateway.send("POST", "/publicapi/live/notify", TestGateway.LOCAL, "{}");

    assertThat(response.status()).isEqualTo(202);
    assertThat(response.text()).isEqualTo("ok");
    var invocation = gateway.functions.invocations.getLast();
    assertThat(invocation.functionArn())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:wild-rydes-notification:live");
    assertThat(invocation.timeout()).isEqualTo(Duration.ofSeconds(29));
  }

  @Test
  void answersBadGatewayWhenTheFunctionFails() {
    gateway.functions.answer(new Functions.Result.FunctionError("lambda-1", "secret detail"));

    var response = gateway.send("POST", "/publicapi/live/notify");

    assertThat(response.status()).isEqualTo(502);
    assertThat(response.text()).isEqualTo("{\"message\": \"Internal server error\"}");
    assertThat(withoutExtendedId(response))
        .isEqualTo(
            Headers.of(
                "Content-Type", "application/json",
                "x-amzn-ErrorType", "InternalServerErrorException",
                "x-amzn-RequestId", "request-1",
                "x-correlation-id", "request-1"));
  }

  @Test
  void answersInternalErrorWhenLambdaDoesNotTakeTheInvocation() {
    gateway.functions.answer(new Functions.Result.Throttled("lambda-1"));
    var throttled = gateway.send("POST", "/publicapi/live/notify");
    gateway.functions.answer(new Functions.Result.Failed("lambda-2", 404, "no such function"));
    var unknown = gateway.send("POST", "/publicapi/live/notify");

    assertThat(throttled.status()).isEqualTo(500);
    assertThat(throttled.text()).isEqualTo("{\"message\": \"Internal server error\"}");
    assertThat(unknown.status()).isEqualTo(500);
    assertThat(unknown.text()).isEqualTo("{\"message\": \"Internal server error\"}");
  }

  @Test
  void blamesTheCallerForAnEventThatIsTooLargeForLambda() {
    gateway.functions.answer(new Functions.Result.Failed("lambda-1", 413, "too large"));

    var response = gateway.send("POST", "/publicapi/live/notify");

    assertThat(response.status()).isEqualTo(413);
    assertThat(response.text()).isEqualTo("{\"message\":\"Request Too Long\"}");
  }

  @Test
  void answersGatewayTimeoutWhenTheFunctionIsStillRunning() {
    gateway.functions.answer(new Functions.Result.StillRunning("lambda-1"));

    var response = gateway.send("GET", "/partnerapi/live/health");

    assertThat(response.status()).isEqualTo(504);
    assertThat(response.text()).isEqualTo("{\"message\": \"Endpoint request timed out\"}");
    assertThat(response.headers().first("x-amzn-ErrorType"))
        .contains("InternalServerErrorException");
  }

  /// A response customised for its own type takes nothing from DEFAULT_5XX.
  @Test
  void wordsAnErrorAsItsOwnGatewayResponseSays() {
    gateway.functions.answer(new Functions.Result.StillRunning("lambda-1"));

    var response = gateway.send("POST", "/publicapi/live/notify");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.text())
        .isEqualTo("{\"message\":\"Endpoint request timed out\",\"id\":\"request-1\"}");
    assertThat(response.headers().has("x-correlation-id")).isFalse();
  }

  @Test
  void answersThePreflightByItself() {
    var response = gateway.send("OPTIONS", "/publicapi/live/notify");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("{}\n");
    assertThat(response.headers().first("Access-Control-Allow-Origin")).contains("*");
    assertThat(response.headers().first("Access-Control-Allow-Methods")).contains("POST,OPTIONS");
    assertThat(response.headers().first("Access-Control-Allow-Headers"))
        .contains("content-type,x-correlation-id");
    assertThat(response.headers().first("Access-Control-Max-Age")).contains("600");
    assertThat(gateway.functions.invocations).isEmpty();
  }

  @Test
  void refusesLargeBodiesInTheApisWords() {
    var head =
        TestGateway.request("POST", "/publicapi/live/notify", TestGateway.LOCAL, new byte[0]);

    var response = gateway.handler().refuse(Refusal.BODY_TOO_LARGE, head).orElseThrow();

    assertThat(response.status()).isEqualTo(413);
    assertThat(response.text()).isEqualTo("{\"message\":\"Request Too Long\"}");
    assertThat(response.headers().first("x-correlation-id")).contains("request-1");
    assertThat(gateway.logLines).hasSize(1);
  }

  @Test
  void tellsPagesFromElsewhereNothing() {
    var head =
        TestGateway.request("POST", "/publicapi/live/notify", TestGateway.LOCAL, new byte[0]);

    var response = gateway.handler().refuse(Refusal.FOREIGN_ORIGIN, head).orElseThrow();

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.text())
        .isEqualTo("{\"message\":\"Host and Origin must name this machine\"}");
    assertThat(response.headers())
        .isEqualTo(Headers.of("Content-Type", "application/json", "x-amzn-RequestId", "request-1"));
    assertThat(gateway.logLines).isEmpty();
  }

  @Test
  void letsCallersChooseTheRequestIdButNotTheExtendedOne() {
    var headers =
        TestGateway.LOCAL.with("x-amzn-RequestId", "chosen-1").with("x-amz-apigw-id", "mine");

    var response = gateway.send("GET", "/publicapi/live/nothing", headers, "");

    assertThat(response.headers().first("x-amzn-RequestId")).contains("chosen-1");
    assertThat(response.headers().first("x-amz-apigw-id").orElseThrow())
        .matches("[A-Za-z0-9+/]{15}=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "\"", "é"})
  void makesItsOwnRequestIdWhenTheChosenOneIsUnusable(String chosen) {
    var headers = TestGateway.LOCAL.with("x-amzn-RequestId", chosen);

    var response = gateway.send("GET", "/publicapi/live/nothing", headers, "");

    assertThat(response.headers().first("x-amzn-RequestId")).contains("request-1");
  }

  @Test
  void startsATraceWhereTheCallerHasNone() {
    var response = gateway.send("POST", "/publicapi/live/notify");

    var trace = gateway.functions.invocations.getLast().trace();
    assertThat(trace.root()).matches("1-6b001a20-[0-9a-f]{24}"); // 2026-11-20T10:00:00Z
    assertThat(trace.parent()).matches("[0-9a-f]{16}");
    assertThat(trace.sampled()).isTrue();
    assertThat(response.headers().first("X-Amzn-Trace-Id")).contains(trace.text());
    assertThat(gateway.sampled)
        .containsExactly(
            new Sampling.Candidate(
                "wild-rydes-public/live", "127.0.0.1:3000", "POST", "/live/notify"));
  }

  @Test
  void leavesTheDecisionToTheSamplingRules() {
    gateway.records.set(false);

    var trace = traceOf("/publicapi/live/notify", "Root=" + TRACE_ROOT + ";Sampled=?");

    assertThat(trace.root()).isEqualTo(TRACE_ROOT);
    assertThat(trace.sampled()).isFalse();
  }

  @Test
  void keepsTheDecisionOfTheCaller() {
    var header = "Root=" + TRACE_ROOT + ";Parent=53995c3f42cd8ad8;Sampled=0";

    var trace = traceOf("/publicapi/live/notify", header);

    assertThat(trace.sampled()).isFalse();
    assertThat(trace.parent()).isNotEqualTo("53995c3f42cd8ad8");
    assertThat(gateway.sampled).isEmpty();
  }

  @Test
  void passesATraceOnUntouchedWhenTheStageIsNotTraced() {
    var header = "Root=" + TRACE_ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1";

    var trace = traceOf("/partnerapi/live/health", header);

    assertThat(trace.text()).isEqualTo(header);
    assertThat(gateway.sampled).isEmpty();
  }

  @Test
  void replacesATraceThatIsNone() {
    assertThat(traceOf("/publicapi/live/notify", "Root=zzz;Sampled=1").root())
        .startsWith("1-6b001a20-");
  }

  @Test
  void readsSwagger2Alike() {
    var swagger2 = new TestGateway(Stacks.swagger2());

    swagger2.problems.throwIfAny();

    assertThat(swagger2.send("POST", "/partnerapi/live/slow").text())
        .isEqualTo("{\"message\":\"Forbidden\"}");
    assertThat(swagger2.send("OPTIONS", "/publicapi/live/notify").status()).isEqualTo(200);
  }

  @Test
  void servesTheStagesOfAnImplicitApi() {
    var hello = new TestGateway(Stacks.hello());
    hello.problems.throwIfAny();

    assertThat(hello.send("GET", "/serverlessrestapi/Prod/hello").status()).isEqualTo(200);
    assertThat(hello.send("DELETE", "/serverlessrestapi/Prod").status()).isEqualTo(200);
    assertThat(hello.send("GET", "/serverlessrestapi/Stage/hello").status()).isEqualTo(200);
    assertThat(hello.functions.lastEvent().at("/requestContext/stage").asText()).isEqualTo("Stage");
  }

  private TraceHeader traceOf(String target, String header) {
    var method = target.endsWith("notify") ? "POST" : "GET";
    gateway.send(method, target, TestGateway.LOCAL.with("X-Amzn-Trace-Id", header), "");
    return gateway.functions.invocations.getLast().trace();
  }

  private static Headers withoutExtendedId(Response response) {
    var headers = new LinkedHashMap<String, List<String>>();
    response.headers().forEach(headers::put);
    assertThat(headers.remove("x-amz-apigw-id")).hasSize(1);
    return Headers.of(headers);
  }
}
