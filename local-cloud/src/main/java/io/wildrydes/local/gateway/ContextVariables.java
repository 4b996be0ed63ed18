// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.aws.PrincipalIds;
import io.wildrydes.local.gateway.Outcome.IntegrationTrail;
import io.wildrydes.local.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The values of `$context` variables, by the name after the dot.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html.
/// **Differs:** those of the phases of IAM authorisation, `authenticate.*` and `authorize.*`, are
/// unknown here, for AWS does not say what they have when.
final class ContextVariables {
  private static final DateTimeFormatter COMMON_LOG_FORMAT =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Map<String, Function<Call, @Nullable Object>> REQUEST =
      Map.ofEntries(
          entry("accountId", call -> call.stage().api().accountId()),
          entry("apiId", call -> call.stage().api().id()),
          entry("deploymentId", call -> call.stage().deploymentId()),
          entry("domainName", ContextVariables::domainName),
          entry("domainPrefix", call -> call.stage().api().id()),
          entry("extendedRequestId", call -> call.ids().extendedRequestId()),
          entry("httpMethod", call -> call.http().method()),
          entry("identity.accountId", call -> signer(call, _ -> call.stage().api().accountId())),
          entry("identity.apiKey", call -> call.key() == null ? null : call.key().value()),
          entry("identity.apiKeyId", call -> call.key() == null ? null : call.key().id()),
          entry("identity.caller", call -> signer(call, ContextVariables::principalId)),
          entry("identity.sourceIp", call -> call.http().sourceIp()),
          entry("identity.userAgent", ContextVariables::userAgent),
          entry("identity.user", call -> signer(call, ContextVariables::principalId)),
          entry("identity.userArn", call -> signer(call, Credentials.Key::arn)),
          entry("path", Call::stagePath),
          entry("protocol", _ -> "HTTP/1.1"),
          entry("requestId", call -> call.ids().requestId()),
          entry("requestTime", call -> requestTime(call.arrived())),
          entry("requestTimeEpoch", call -> call.arrived().toEpochMilli()),
          entry("resourceId", call -> call.route() == null ? null : call.route().resource().id()),
          entry(
              "resourcePath", call -> call.route() == null ? null : call.route().resource().path()),
          entry("stage", call -> call.stage().name()),
          entry("xrayTraceId", call -> call.stage().tracing() ? call.ids().onward().root() : null));

  private static final Map<String, Function<GatewayError, @Nullable Object>> ERROR =
      Map.of(
          "error.message", GatewayError::message,
          "error.messageString", error -> Json.object().textNode(error.message()).toString(),
          "error.responseType", GatewayError::responseType);

  private static final Map<String, Function<Exchange, @Nullable Object>> ANSWER =
      Map.of(
          "status", exchange -> exchange.response().status(),
          "responseLatency", Exchange::latencyMillis,
          "responseLength", exchange -> exchange.response().body().length);

  private static final Map<String, Function<IntegrationTrail, @Nullable Object>> INTEGRATION =
      Map.of(
          "awsEndpointRequestId", IntegrationTrail::requestId,
          "integration.error", IntegrationTrail::error,
          "integration.integrationStatus", IntegrationTrail::lambdaStatus,
          "integration.latency", IntegrationTrail::latencyMillis,
          "integration.requestId", IntegrationTrail::requestId,
          "integration.status", IntegrationTrail::functionStatus,
          "integrationErrorMessage", IntegrationTrail::error,
          "integrationLatency", IntegrationTrail::latencyMillis,
          "integrationStatus", IntegrationTrail::lambdaStatus);

  /// Variables of features that no API here has, so they never have a value.
  private static final Set<String> NEVER_SET =
      Set.of(
          "authorizer.error",
          "authorizer.integrationLatency",
          "authorizer.integrationStatus",
          "authorizer.latency",
          "authorizer.principalId",
          "authorizer.requestId",
          "authorizer.status",
          "customDomain.basePathMatched",
          "error.validationErrorString",
          "identity.cognitoAuthenticationProvider",
          "identity.cognitoAuthenticationType",
          "identity.cognitoIdentityId",
          "identity.cognitoIdentityPoolId",
          "identity.principalOrgId",
          "identity.vpcId",
          "identity.vpceId",
          "isCanaryRequest",
          "waf.error",
          "waf.latency",
          "waf.status",
          "wafResponseCode",
          "webaclArn");

  private ContextVariables() {}

  /// Whether AWS has a variable of this name and we know it.
  static boolean isKnown(String name) {
    return isKnownToResponses(name) || ANSWER.containsKey(name) || INTEGRATION.containsKey(name);
  }

  /// Whether gateway responses, which are made before the request is finished, may use it.
  static boolean isKnownToResponses(String name) {
    return REQUEST.containsKey(name) || ERROR.containsKey(name) || NEVER_SET.contains(name);
  }

  /// A request's value; empty when it has none.
  static Optional<String> of(String name, Call call) {
    return value(REQUEST, name, call);
  }

  /// A refused request's value; empty when it has none.
  static Optional<String> of(String name, Call call, GatewayError error) {
    return of(name, call).or(() -> value(ERROR, name, error));
  }

  /// A finished request's value; empty when it has none.
  static Optional<String> of(String name, Exchange exchange) {
    var request =
        exchange.outcome() instanceof Outcome.Refused(var error, _)
            ? of(name, exchange.call(), error)
            : of(name, exchange.call());
    return request
        .or(() -> value(ANSWER, name, exchange))
        .or(() -> ofIntegration(name, exchange.outcome().integration()));
  }

  /// A value as it may stand between the quotes of a JSON string.
  static String inJson(String name, String value) {
    return name.equals("error.messageString")
        ? value
        : new String(JsonStringEncoder.getInstance().quoteAsString(value));
  }

  /// The time as `$context.requestTime` has it: `20/Nov/2026:10:00:00 +0000`.
  static String requestTime(Instant arrived) {
    return COMMON_LOG_FORMAT.format(arrived);
  }

  static @Nullable String userAgent(Call call) {
    return call.http().headers().first("User-Agent").orElse(null);
  }

  /// The host that the caller named, without a port.
  static String domainName(Call call) {
    var host = call.http().headers().first("Host").orElse("");
    int port = host.lastIndexOf(':');
    return port > host.lastIndexOf(']') ? host.substring(0, port) : host;
  }

  /// The unique id of who holds a key.
  static String principalId(Credentials.Key key) {
    return PrincipalIds.of(key.arn());
  }

  private static @Nullable String signer(Call call, Function<Credentials.Key, String> value) {
    var signer = call.caller().signer();
    return signer == null ? null : value.apply(signer);
  }

  private static Optional<String> ofIntegration(String name, @Nullable IntegrationTrail trail) {
    return trail == null ? Optional.empty() : value(INTEGRATION, name, trail);
  }

  private static <T> Optional<String> value(
      Map<String, Function<T, @Nullable Object>> variables, String name, T source) {
    var variable = variables.get(name);
    return variable == null
        ? Optional.empty()
        : Optional.ofNullable(variable.apply(source)).map(String::valueOf);
  }
}
