// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.gateway.Integration.LambdaProxy;
import io.wildrydes.local.gateway.Outcome.Answered;
import io.wildrydes.local.gateway.Outcome.IntegrationTrail;
import io.wildrydes.local.gateway.Outcome.Refused;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Asks a function for the answer.
///
/// When Lambda takes the invocation and the function fails or answers no proxy answer, callers get
/// 502; when Lambda does not take it, also for lack of concurrency, 500: see
/// https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html.
final class LambdaIntegration {
  private static final int OK = 200;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Functions functions;
  private final InstantSource clock;

  LambdaIntegration(Functions functions, InstantSource clock) {
    this.functions = functions;
    this.clock = clock;
  }

  Outcome invoke(Call call, Router.Route route, LambdaProxy target) throws InterruptedException {
    var invocation =
        new Functions.Invocation(
            target.functionArn(),
            ProxyEvent.of(call, route),
            call.ids().onward(),
            target.timeout());
    var asked = clock.instant();
    var result = functions.invoke(invocation);
    var trail = new Trail(result.requestId(), Duration.between(asked, clock.instant()).toMillis());
    return switch (result) {
      case Functions.Result.Success(_, var payload) -> answer(call, payload, trail);
      case Functions.Result.FunctionError(var id, var message) ->
          new Refused(
              GatewayError.BAD_GATEWAY,
              trail.failed(
                  OK,
                  "Lambda execution failed with status 200 due to customer function error: %s. Lambda request id: %s"
                      .formatted(message, id)));
      case Functions.Result.Throttled _ ->
          new Refused(
              GatewayError.INTEGRATION_FAILURE, trail.failed(TOO_MANY_REQUESTS, "Rate Exceeded."));
      case Functions.Result.Failed(_, var status, var reason) ->
          new Refused(
              status == TOO_LARGE
                  ? GatewayError.REQUEST_TOO_LARGE
                  : GatewayError.INTEGRATION_FAILURE,
              trail.failed(status, reason));
      case Functions.Result.StillRunning _ ->
          new Refused(
              GatewayError.INTEGRATION_TIMEOUT,
              trail.failed(null, "Execution failed due to a timeout error"));
    };
  }

  private static Outcome answer(Call call, byte[] payload, Trail trail) {
    var answer = ProxyAnswer.parse(payload);
    if (answer.isEmpty()) {
      return new Refused(
          GatewayError.BAD_GATEWAY,
          trail.failed(
              OK, "Execution failed due to configuration error: Malformed Lambda proxy response"));
    }
    var response = answer.get().toResponse(call.stage().api(), call.http().headers());
    if (response.isEmpty()) {
      return new Refused(
          GatewayError.API_CONFIGURATION_ERROR,
          trail.failed(
              OK, "Execution failed due to configuration error: Unable to base64 decode the body"));
    }
    return new Answered(response.get(), trail.answered(answer.get().status()));
  }

  private record Trail(String requestId, long latencyMillis) {
    private IntegrationTrail failed(@Nullable Integer lambdaStatus, String error) {
      return new IntegrationTrail(requestId, latencyMillis, lambdaStatus, null, error);
    }

    private IntegrationTrail answered(int functionStatus) {
      return new IntegrationTrail(requestId, latencyMillis, OK, functionStatus, null);
    }
  }
}
