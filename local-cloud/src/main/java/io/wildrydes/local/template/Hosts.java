// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Leads the stack's own API addresses to the local gateway, wherever a value has one, and refuses
/// other hosts where running code would call them: environment variables, values of SSM parameters
/// and secrets, stage variables, HTTP integrations and subscriptions. Addresses elsewhere, such as
/// in descriptions, are left alone.
final class Hosts {
  private static final Pattern URL =
      Pattern.compile("https?://([^/\\s\"'<>:?#\\\\]+)[^\\s\"'<>\\\\]*");
  private static final Pattern BARE_API_HOST =
      Pattern.compile("[A-Za-z0-9]+\\.execute-api\\.[a-z0-9-]+\\.[a-z.]+[a-z]");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

  /// The property whose values are called, by type; the whole resource for an empty one.
  private static final Map<String, String> CALLED =
      Map.of(
          "AWS::Lambda::Function", "Environment",
          "AWS::SSM::Parameter", "Value",
          "AWS::SecretsManager::Secret", "SecretString",
          "AWS::ApiGateway::Stage", "Variables",
          "AWS::SNS::Subscription", "Endpoint");

  private final Pattern ownApi;
  private final Endpoints endpoints;
  private final Set<String> apiIds;

  /// @param apis the logical ids of the stack's REST APIs
  Hosts(Identity identity, Endpoints endpoints, List<String> apis) {
    this.endpoints = endpoints;
    this.apiIds = apis.stream().map(ResourceKinds::apiId).collect(Collectors.toUnmodifiableSet());
    this.ownApi =
        Pattern.compile(
            "https://([A-Za-z0-9]+)\\.execute-api\\.%s\\.%s"
                .formatted(Pattern.quote(identity.region()), Pattern.quote(identity.urlSuffix())));
  }

  /// The value with every `https://<own api>.execute-api.<region>.<suffix>` replaced by the
  /// gateway's address of that API.
  JsonNode rewrite(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        var result = Json.object();
        object.properties().forEach(field -> result.set(field.getKey(), rewrite(field.getValue())));
        yield result;
      }
      case ArrayNode list -> {
        var result = Json.array();
        list.forEach(element -> result.add(rewrite(element)));
        yield result;
      }
      case TextNode text -> TextNode.valueOf(ownApi.matcher(text.asText()).replaceAll(this::local));
      default -> value;
    };
  }

  /// Reports outside hosts among the values of a resource that running code calls.
  void refuseOutside(Resource resource, Problems problems) {
    var property = CALLED.get(resource.type());
    if (property != null) {
      var at = Location.of(resource.logicalId()).below(property);
      refuse(resource.properties().path(property), at, problems);
    }
    if (resource.type().equals("AWS::ApiGateway::RestApi")) {
      for (var uri : resource.properties().path("Body").findValues("uri")) {
        refuse(uri, Location.of(resource.logicalId()).below("Body uri"), problems);
      }
    }
  }

  private String local(MatchResult match) {
    return Matcher.quoteReplacement(
        apiIds.contains(match.group(1))
            ? endpoints.gateway() + "/" + match.group(1)
            : match.group());
  }

  private void refuse(JsonNode value, Location at, Problems problems) {
    switch (value) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(field -> refuse(field.getValue(), at.below(field.getKey()), problems));
      case ArrayNode list -> list.forEach(element -> refuse(element, at, problems));
      case TextNode text -> refuse(text.asText(), at, problems);
      default -> {
        // numbers and booleans name no host
      }
    }
  }

  private static void refuse(String text, Location at, Problems problems) {
    URL.matcher(text)
        .results()
        .filter(url -> !LOOPBACK.contains(url.group(1)))
        .forEach(url ->
            problems.add(
                at.toString(),
                "names the outside host %s, which is not called from here"
                    .formatted(url.group(1))));
    var withoutUrls = URL.matcher(text).replaceAll("");
    BARE_API_HOST
        .matcher(withoutUrls)
        .results()
        .forEach(host ->
            problems.add(
                at.toString(),
                "names the host %s without https://, so it cannot lead to the local gateway"
                    .formatted(host.group())));
  }
}
