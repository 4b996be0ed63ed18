// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.gateway.Stage.AccessLogSetting;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Resource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `AWS::ApiGateway::Stage`.
///
/// See
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-stage.html.
final class StageReader {
  private static final Pattern LOG_GROUP_ARN =
      Pattern.compile("arn:[^:]+:logs:[^:]+:[^:]+:log-group:([^:]+)(:\\*)?");

  private final Map<String, Api> apis;
  private final Problems problems;

  /// @param apis by id
  StageReader(Map<String, Api> apis, Problems problems) {
    this.apis = apis;
    this.problems = problems;
  }

  /// The stage; empty, and a problem, when it has no API.
  Optional<Stage> read(Resource resource) {
    var properties = Properties.of(resource, problems);
    var apiId = properties.required("RestApiId");
    var name = properties.required("StageName");
    var deployment = properties.string("DeploymentId").orElse("");
    var variables = properties.object("Variables").map(StageReader::texts).orElse(Map.of());
    boolean tracing = properties.flag("TracingEnabled", false);
    var limits = limits(properties.objects("MethodSettings"));
    var accessLog = properties.object("AccessLogSetting").flatMap(StageReader::accessLog);
    properties.accept("Description", "DocumentationVersion", "Tags");
    properties.end();
    var api = apis.get(apiId);
    if (api == null) {
      properties.problem("RestApiId", "'%s' is no API of this template".formatted(apiId));
      return Optional.empty();
    }
    return Optional.of(
        new Stage(api, name, deployment, variables, tracing, limits, accessLog.orElse(null)));
  }

  /// The limits of `ResourcePath` and `HttpMethod`; `/*` with `*` is the setting for all methods.
  private static MethodLimits limits(List<Properties> settings) {
    var byMethod = new HashMap<String, Throttle>();
    Throttle otherwise = null;
    for (var setting : settings) {
      var path = path(setting.required("ResourcePath"));
      var httpMethod = setting.required("HttpMethod");
      var limit = Throttles.read(setting, "ThrottlingRateLimit", "ThrottlingBurstLimit");
      // Execution logs and metrics have no place to go yet.
      setting.accept("LoggingLevel", "DataTraceEnabled", "MetricsEnabled");
      if (setting.flag("CachingEnabled", false)) {
        setting.problem("CachingEnabled", "is not supported");
      }
      setting.end();
      if (path.equals("/*") && httpMethod.equals("*")) {
        otherwise = limit;
      } else if (limit != null) {
        byMethod.put(path + " " + httpMethod, limit);
      }
    }
    return new MethodLimits(byMethod, otherwise);
  }

  /// CloudFormation writes the slashes after the first one as `~1`.
  private static String path(String resourcePath) {
    var path = resourcePath.replace("~1", "/");
    return path.startsWith("//") ? path.substring(1) : path;
  }

  private static Map<String, String> texts(Properties properties) {
    var texts = new LinkedHashMap<String, String>();
    for (var name : properties.names()) {
      properties.string(name).ifPresent(value -> texts.put(name, value));
    }
    return texts;
  }

  private static Optional<AccessLogSetting> accessLog(Properties setting) {
    var arn = setting.required("DestinationArn");
    var format = VariableText.parse(setting.required("Format").replaceAll("\\R", " ").strip());
    setting.end();
    for (var name : format.contextNames()) {
      if (!ContextVariables.isKnown(name)) {
        setting.problem("Format", "$context.%s is not supported".formatted(name));
      }
    }
    if (!format.contextNames().contains("requestId")
        && !format.contextNames().contains("extendedRequestId")) {
      setting.problem("Format", "must have $context.requestId or $context.extendedRequestId");
    }
    @Nullable String group = logGroup(arn);
    if (group == null) {
      setting.problem("DestinationArn", "'%s' is not the ARN of a log group".formatted(arn));
      return Optional.empty();
    }
    return Optional.of(new AccessLogSetting(group, format));
  }

  private static @Nullable String logGroup(String arn) {
    var group = LOG_GROUP_ARN.matcher(arn);
    return group.matches() ? group.group(1) : null;
  }
}
