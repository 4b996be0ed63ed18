// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.TraceHeader;
import io.wildrydes.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Writes the event that a function is given for a request: Lambda proxy integration, payload
/// format 1.0.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format.
/// Header names keep the case in which the caller wrote them; on AWS only HTTP/1.1 clients choose
/// it. **Differs:** what says how the request came (`X-Forwarded-*`, `Host`, `domainName`) is the
/// local gateway's; a name that comes in several cases has all its values under the first.
final class ProxyEvent {
  /// Never passed on: they concern one connection only.
  private static final Set<String> DROPPED =
      Set.of(
          "connection",
          "content-length",
          "content-md5",
          "expect",
          "max-forwards",
          "proxy-authenticate",
          "server",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "www-authenticate");

  /// Written by the gateway itself.
  private static final Set<String> OWN =
      Set.of(
          TraceHeader.NAME.toLowerCase(Locale.ROOT),
          "x-forwarded-for",
          "x-forwarded-port",
          "x-forwarded-proto");

  /// Names that do not keep the caller's case, by their lower case.
  private static final Map<String, String> USUAL_CASE =
      Map.of("authorization", "Authorization", "user-agent", "User-Agent");

  private ProxyEvent() {}

  /// The event as UTF-8 JSON.
  static byte[] of(Call call, Router.Route route) {
    var event = Json.object();
    event.put("resource", route.resource().path());
    event.put("path", call.path());
    event.put("httpMethod", call.http().method());
    putHeaders(event, call);
    putMultiValued(event, "queryStringParameters", Query.parse(call.http().query()).parameters());
    putTexts(event, "pathParameters", route.pathParameters());
    putTexts(event, "stageVariables", call.stage().variables());
    event.set("requestContext", requestContext(call, route));
    putBody(event, call);
    return Json.write(event).getBytes(StandardCharsets.UTF_8);
  }

  private static void putHeaders(ObjectNode event, Call call) {
    var headers = new TreeMap<String, List<String>>();
    var source = call.http();
    source
        .headers()
        .forEach((name, values) -> {
          var lower = name.toLowerCase(Locale.ROOT);
          if (!DROPPED.contains(lower) && !OWN.contains(lower)) {
            headers.put(USUAL_CASE.getOrDefault(lower, name), values);
          }
        });
    var forwarded = String.join(", ", source.headers().all("X-Forwarded-For"));
    headers.put(
        "X-Forwarded-For",
        List.of(forwarded.isEmpty() ? source.sourceIp() : forwarded + ", " + source.sourceIp()));
    headers.put("X-Forwarded-Port", List.of(port(source.headers().first("Host").orElse(""))));
    headers.put("X-Forwarded-Proto", List.of("http"));
    headers.put(TraceHeader.NAME, List.of(call.ids().caller().text()));
    putMultiValued(event, "headers", headers);
  }

  private static String port(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(colon + 1) : "80";
  }

  /// Puts the last value of each name, and all of them under `multiValue...`; null for none at all.
  private static void putMultiValued(
      ObjectNode event, String name, Map<String, List<String>> values) {
    var multiName =
        "multiValue" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    if (values.isEmpty()) {
      event.putNull(name);
      event.putNull(multiName);
      return;
    }
    var single = event.putObject(name);
    var multi = event.putObject(multiName);
    values.forEach((key, all) -> {
      single.put(key, all.getLast());
      var list = multi.putArray(key);
      all.forEach(list::add);
    });
  }

  private static void putTexts(ObjectNode event, String name, Map<String, String> texts) {
    if (texts.isEmpty()) {
      event.putNull(name);
    } else {
      var object = event.putObject(name);
      texts.forEach(object::put);
    }
  }

  private static ObjectNode requestContext(Call call, Router.Route route) {
    var context = Json.object();
    context.put("resourceId", route.resource().id());
    context.put("resourcePath", route.resource().path());
    context.put("httpMethod", call.http().method());
    context.put("extendedRequestId", call.ids().extendedRequestId());
    context.put("requestTime", ContextVariables.requestTime(call.arrived()));
    context.put("path", call.stagePath());
    context.put("accountId", call.stage().api().accountId());
    context.put("protocol", "HTTP/1.1");
    context.put("stage", call.stage().name());
    context.put("domainPrefix", call.stage().api().id());
    context.put("requestTimeEpoch", call.arrived().toEpochMilli());
    context.put("requestId", call.ids().requestId());
    context.set("identity", identity(call));
    context.put("domainName", ContextVariables.domainName(call));
    context.put("deploymentId", call.stage().deploymentId());
    context.put("apiId", call.stage().api().id());
    return context;
  }

  private static ObjectNode identity(Call call) {
    var identity = Json.object();
    var signer = call.caller().signer();
    var principalId = signer == null ? null : ContextVariables.principalId(signer);
    identity.putNull("cognitoIdentityPoolId");
    identity.put("accountId", signer == null ? null : call.stage().api().accountId());
    identity.putNull("cognitoIdentityId");
    identity.put("caller", principalId);
    identity.put("sourceIp", call.http().sourceIp());
    identity.putNull("principalOrgId");
    identity.put("accessKey", signer == null ? null : signer.accessKeyId());
    identity.putNull("cognitoAuthenticationType");
    identity.putNull("cognitoAuthenticationProvider");
    identity.put("userArn", signer == null ? null : signer.arn());
    identity.put("userAgent", ContextVariables.userAgent(call));
    identity.put("user", principalId);
    if (call.key() != null) {
      identity.put("apiKey", call.key().value());
      identity.put("apiKeyId", call.key().id());
    }
    return identity;
  }

  private static void putBody(ObjectNode event, Call call) {
    byte[] body = call.http().body();
    boolean binary =
        body.length > 0
            && call.stage().api().isBinary(call.http().headers().first("Content-Type").orElse(""));
    if (body.length == 0) {
      event.putNull("body");
    } else if (binary) {
      event.put("body", Base64.getEncoder().encodeToString(body));
    } else {
      event.put("body", new String(body, StandardCharsets.UTF_8));
    }
    event.put("isBase64Encoded", binary);
  }
}
