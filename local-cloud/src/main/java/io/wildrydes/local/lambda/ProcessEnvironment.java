// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The variables of function processes, as
/// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html lists them: a function's
/// own win over defaults that are not reserved, and Lambda's win over all.
final class ProcessEnvironment {
  /// What a template may not set.
  static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_DEFAULT_REGION",
          "AWS_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_ACCESS_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_LAMBDA_RUNTIME_API",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR",
          "AWS_LAMBDA_MAX_CONCURRENCY",
          "AWS_LAMBDA_METADATA_API",
          "AWS_LAMBDA_METADATA_TOKEN");

  private final LambdaConfig config;
  private final String region;

  ProcessEnvironment(LambdaConfig config, String region) {
    this.config = config;
    this.region = region;
  }

  /// The variables of one process.
  Map<String, String> of(FunctionVersion version, LaunchPlan plan, Launch launch) {
    var environment = new HashMap<String, String>();
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin");
    environment.put("LANG", "en_US.UTF-8");
    environment.put("TZ", ":UTC");
    environment.put("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
    environment.put("AWS_XRAY_DAEMON_ADDRESS", config.xrayDaemonAddress().get());
    environment.put("AWS_ENDPOINT_URL", config.awsEndpointUrl().get());
    environment.putAll(version.function().surroundings().environment());
    environment.putAll(reserved(version, plan));
    environment.putAll(runtime(launch));
    environment.putAll(initialization(launch));
    return environment;
  }

  private Map<String, String> reserved(FunctionVersion version, LaunchPlan plan) {
    return Map.of(
        "AWS_REGION",
        region,
        "AWS_DEFAULT_REGION",
        region,
        "AWS_EXECUTION_ENV",
        "AWS_Lambda_java25",
        "LAMBDA_TASK_ROOT",
        plan.taskRoot().toString(),
        "LAMBDA_RUNTIME_DIR",
        plan.classPath().getFirst().resolveSibling("").toString(),
        "AWS_LAMBDA_FUNCTION_NAME",
        version.name(),
        "AWS_LAMBDA_FUNCTION_VERSION",
        version.number(),
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        Integer.toString(version.function().limits().memoryMb()),
        "_HANDLER",
        plan.handler());
  }

  private Map<String, String> runtime(Launch launch) {
    var environment = new HashMap<String, String>();
    environment.put(
        "AWS_LAMBDA_RUNTIME_API", launch.apiAddress() + "/" + launch.identification().prefix());
    environment.put("_LAMBDA_TELEMETRY_LOG_FD", "2");
    if (config.slots() > 1) {
      environment.put("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(config.slots()));
    }
    var daemon = config.xrayDaemonAddress().get();
    int colon = daemon.lastIndexOf(':');
    if (colon > 0) {
      environment.put("_AWS_XRAY_DAEMON_ADDRESS", daemon.substring(0, colon));
      environment.put("_AWS_XRAY_DAEMON_PORT", daemon.substring(colon + 1));
    }
    return environment;
  }

  private static Map<String, String> initialization(Launch launch) {
    var identification = launch.identification();
    if (launch.asSnapshot()) {
      var path = RuntimeApi.credentialsPath(identification.prefix());
      return Map.of(
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "snap-start",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "http://" + launch.apiAddress() + path,
          "AWS_CONTAINER_AUTHORIZATION_TOKEN",
          identification.token());
    }
    var key = identification.key();
    return Map.of(
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        launch.log().group(),
        "AWS_LAMBDA_LOG_STREAM_NAME",
        launch.log().name(),
        "AWS_ACCESS_KEY_ID",
        key.accessKeyId(),
        "AWS_SECRET_ACCESS_KEY",
        key.secretAccessKey(),
        "AWS_SESSION_TOKEN",
        key.sessionToken());
  }

  /// What differs from one process to the next.
  ///
  /// @param asSnapshot whether it initialises to be restored
  /// @param apiAddress `host:port` of the Runtime API
  record Launch(
      Sandbox.Identification identification,
      LogStream log,
      boolean asSnapshot,
      String apiAddress) {}
}
