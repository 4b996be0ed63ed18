// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.http.Handler;
import io.wildrydes.local.http.Refusal;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.http.ServerConfig;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Stack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The REST APIs of a stack. It has no threads of its own and nothing to close: mount [#handler()]
/// on a server made with [#serverConfig(int)].
public final class GatewayService {
  private static final String REST_API = "AWS::ApiGateway::RestApi";
  private static final String STAGE = "AWS::ApiGateway::Stage";
  private static final String DEPLOYMENT = "AWS::ApiGateway::Deployment";
  private static final String ACCOUNT = "AWS::ApiGateway::Account";

  /// The largest request body, 10 MB.
  ///
  /// See
  /// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html.
  private static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  private final Handler handler;
  private final Map<String, String> generatedKeys;

  private GatewayService(Gateway gateway, List<UsagePlan> plans) {
    this.handler = gateway;
    this.generatedKeys = new TreeMap<>();
    plans.stream()
        .flatMap(plan -> plan.keys().stream())
        .filter(ApiKey::isGenerated)
        .forEach(key -> generatedKeys.put(key.id(), key.value()));
  }

  /// The CloudFormation types that the gateway takes from the stack.
  public static Set<String> resourceTypes() {
    return Set.of(
        REST_API,
        STAGE,
        DEPLOYMENT,
        ACCOUNT,
        "AWS::ApiGateway::ApiKey",
        "AWS::ApiGateway::UsagePlan",
        "AWS::ApiGateway::UsagePlanKey");
  }

  /// Reads the stack's APIs; what cannot be emulated becomes a problem.
  public static GatewayService of(
      Stack stack, Problems problems, Platform platform, GatewayPorts ports) {
    var apis = new LinkedHashMap<String, Api>();
    var reader = new RestApiReader(stack.identity().accountId(), problems);
    for (var resource : stack.ofType(REST_API)) {
      var api = reader.read(resource);
      apis.put(api.id(), api);
    }
    var stages = stages(stack, new StageReader(apis, problems), problems);
    var plans = new UsagePlanReader(stages.keySet(), platform, problems).read(stack);
    checkAccount(stack, problems);
    var iam = new IamAuthorizer(stack, problems, ports.credentials());
    var gateway = new Gateway(new Gateway.Callees(stages, plans), iam, platform, ports);
    return new GatewayService(gateway, plans);
  }

  /// The server that the handler needs: AWS's body limit, and its answers to what never reaches an
  /// API. It needs no stack, so the port can be opened first.
  public static ServerConfig serverConfig(int port) {
    return ServerConfig.of("gateway", port, MAX_BODY_BYTES).withRefusals(GatewayService::refusal);
  }

  public Handler handler() {
    return handler;
  }

  /// The values of keys in usage plans that the template leaves to API Gateway, by key id: nobody
  /// else knows them, and who calls the API needs them.
  public Map<String, String> generatedKeys() {
    return Collections.unmodifiableMap(generatedKeys);
  }

  /// The answer to what reaches no stage.
  static Response refusal(Refusal refusal) {
    return switch (refusal) {
      case MALFORMED -> Gateway.plain(GatewayError.BAD_REQUEST);
      case TOO_SLOW -> Gateway.plain(GatewayError.REQUEST_TIMEOUT);
      case HEAD_TOO_LARGE -> Gateway.plain(GatewayError.HEADERS_TOO_LARGE);
      case BODY_TOO_LARGE -> Gateway.plain(GatewayError.REQUEST_TOO_LARGE);
      // AWS has no such refusal; these words keep it apart from a wrong key
      case FOREIGN_ORIGIN ->
          Response.json(
              refusal.status(), "{\"message\":\"Host and Origin must name this machine\"}");
      case INTERNAL_ERROR -> Gateway.plain(GatewayError.INTEGRATION_FAILURE);
    };
  }

  private static Map<Stage.Key, Stage> stages(Stack stack, StageReader reader, Problems problems) {
    var stages = new LinkedHashMap<Stage.Key, Stage>();
    var resources = new ArrayList<>(stack.ofType(STAGE));
    resources.addAll(stack.ofType(DEPLOYMENT));
    for (var resource : resources) {
      var found =
          resource.type().equals(STAGE) ? reader.read(resource) : reader.readDeployment(resource);
      found
          .filter(stage -> stages.putIfAbsent(stage.key(), stage) != null)
          .ifPresent(stage ->
              problems.add(
                  resource.logicalId() + " StageName",
                  "'%s' is the name of another stage of '%s'"
                      .formatted(stage.name(), stage.api().id())));
    }
    return stages;
  }

  private static void checkAccount(Stack stack, Problems problems) {
    for (var resource : stack.ofType(ACCOUNT)) {
      var account = Properties.of(resource, problems);
      account.accept("CloudWatchRoleArn");
      account.end();
    }
  }
}
