// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.TraceHeader;
import io.wildrydes.local.gateway.Admission.Decision;
import io.wildrydes.local.gateway.Outcome.Answered;
import io.wildrydes.local.gateway.Outcome.Refused;
import io.wildrydes.local.http.Handler;
import io.wildrydes.local.http.Refusal;
import io.wildrydes.local.http.Request;
import io.wildrydes.local.http.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers `/<API id>/<stage>/<path>`: finds the stage, routes, checks the signature, admits, asks
/// the integration, and tells the access log. What names no stage is answered 403 `Forbidden`, as
/// AWS does, and logged nowhere.
final class Gateway implements Handler {
  private final Map<Stage.Key, Stage> stages;
  private final Platform platform;
  private final RequestIds ids;
  private final IamAuthorizer iam;
  private final Admission admission;
  private final LambdaIntegration lambda;
  private final AccessLog accessLog;

  Gateway(Callees callees, IamAuthorizer iam, Platform platform, GatewayPorts ports) {
    this.stages = callees.stages();
    this.platform = platform;
    this.iam = iam;
    this.ids = new RequestIds(platform, ports.sampling());
    this.admission = new Admission(callees.plans());
    this.lambda = new LambdaIntegration(ports.functions(), platform.clock());
    this.accessLog = new AccessLog(ports.logs());
  }

  @Override
  public Response handle(Request request) throws InterruptedException {
    var arrival = arrive(request);
    if (arrival == null) {
      return unknownStage();
    }
    var route = arrival.route();
    if (route == null) {
      return finish(arrival, new Refused(GatewayError.MISSING_AUTHENTICATION_TOKEN, null));
    }
    return switch (iam.decide(arrival, route)) {
      case IamAuthorizer.Decision.Refused(var error) -> finish(arrival, new Refused(error, null));
      case IamAuthorizer.Decision.Passed(var signer) -> admit(arrival.signedBy(signer), route);
    };
  }

  /// Words a refusal as the API does that was called. What is no good HTTP belongs to no API, and
  /// pages from elsewhere learn nothing of one.
  @Override
  public Optional<Response> refuse(Refusal refusal, Request head) {
    var error =
        switch (refusal) {
          case BODY_TOO_LARGE -> GatewayError.REQUEST_TOO_LARGE;
          case INTERNAL_ERROR -> GatewayError.INTEGRATION_FAILURE;
          case MALFORMED, FOREIGN_ORIGIN, TOO_SLOW, HEAD_TOO_LARGE -> null;
        };
    var call = error == null ? null : arrive(head);
    return Optional.of(
        error == null || call == null
            ? withRequestId(GatewayService.refusal(refusal))
            : finish(call, new Refused(error, null)));
  }

  /// The answer to a request that names no API and stage.
  static Response plain(GatewayError error) {
    return Response.json(error.status(), error.defaultBody())
        .with("x-amzn-ErrorType", error.errorType());
  }

  private Response admit(Call signed, Router.Route route) throws InterruptedException {
    var headers = signed.http().headers();
    var decision = admission.decide(signed.stage(), route, headers, signed.arrived());
    var call = signed.withKey(decision.key());
    return switch (decision) {
      case Decision.Refused(var error, _) -> finish(call, new Refused(error, null));
      case Decision.Admitted _ -> finish(call, ask(call, route));
    };
  }

  private Response unknownStage() {
    return withRequestId(plain(GatewayError.FORBIDDEN));
  }

  private Response withRequestId(Response response) {
    return response.with("x-amzn-RequestId", platform.uuids().get());
  }

  /// The request at its stage; null when there is no such stage.
  private @Nullable Call arrive(Request request) {
    var now = platform.now();
    var parts = request.path().split("/", 4); // "", API id, stage, path below the stage
    var stage = parts.length < 3 ? null : stages.get(new Stage.Key(parts[1], parts[2]));
    if (stage == null) {
      return null;
    }
    var path = parts.length < 4 ? "/" : "/" + parts[3];
    var route = stage.api().router().find(request.method(), path).orElse(null);
    return new Call(
        stage, request, path, ids.of(stage, request, now), now, route, Call.Caller.UNKNOWN);
  }

  private Outcome ask(Call call, Router.Route route) throws InterruptedException {
    return switch (route.method().integration()) {
      case Integration.Mock(var response) -> new Answered(response, null);
      case Integration.LambdaProxy target -> lambda.invoke(call, route, target);
    };
  }

  private Response finish(Call call, Outcome outcome) {
    var answer =
        switch (outcome) {
          case Refused(var error, _) -> call.stage().api().gatewayResponses().render(call, error);
          case Answered(var response, _) ->
              response.with(TraceHeader.NAME, call.ids().onward().text());
        };
    var response =
        answer
            .with("x-amzn-RequestId", call.ids().requestId())
            .with("x-amz-apigw-id", call.ids().extendedRequestId());
    accessLog.write(new Exchange(call, outcome, response, platform.now()));
    return response;
  }

  /// What can be called, and the plans that limit it.
  record Callees(Map<Stage.Key, Stage> stages, List<UsagePlan> plans) {
    Callees {
      stages = Map.copyOf(stages);
      plans = List.copyOf(plans);
    }
  }
}
