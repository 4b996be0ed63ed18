// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// How this machine runs functions.
///
/// @param javaExecutable the `java` of a JDK 25
/// @param runtimeClient the jars of AWS's runtime interface client
/// @param workFolder keeps unpacked functions and AOT caches between runs; may be shared by several
///   local clouds
/// @param awsEndpointUrl the value of `AWS_ENDPOINT_URL` in functions, known once the endpoint
///   listens
/// @param xrayDaemonAddress `host:port` of the daemon functions send segments to
public record LambdaConfig(
    Path javaExecutable,
    List<Path> runtimeClient,
    Path workFolder,
    Supplier<String> awsEndpointUrl,
    Supplier<String> xrayDaemonAddress,
    Environments environments) {

  /// Thirty-two environments of up to 200 MB stay below 8 GB with all else that runs, and hold ten
  /// deliveries, the partner calls behind them and several nested rides without an accidental
  /// throttle.
  public static final int DEFAULT_MAX_ENVIRONMENTS = 32;

  private static final List<String> RUNTIME_CLIENT =
      List.of(
          "aws-lambda-java-runtime-interface-client",
          "aws-lambda-java-core",
          "aws-lambda-java-serialization",
          "utils-lite");

  public LambdaConfig {
    runtimeClient = runtimeClient.stream().map(Path::toAbsolutePath).toList();
  }

  int slots() {
    return environments.slots();
  }

  int maxEnvironments() {
    return environments.maxEnvironments();
  }

  /// The runtime client's jars among those of a class path.
  ///
  /// @throws IllegalArgumentException when one is missing
  public static List<Path> runtimeClientOn(String classPath) {
    return RUNTIME_CLIENT.stream()
        .map(artifact ->
            Arrays.stream(classPath.split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(path -> path.toString().endsWith(".jar"))
                .filter(path -> path.getFileName().toString().startsWith(artifact + "-"))
                .findFirst()
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "class path holds no " + artifact + " jar, which runs functions")))
        .toList();
  }

  /// The environments that functions run in.
  ///
  /// @param slots invocations that one serves at once; 1 as on AWS
  /// @param maxEnvironments those of all functions together; beyond it invocations are throttled
  /// @param debugPorts where debuggers attach, by what people call the function; 0 for a free port
  /// @param reload whether a function whose code changes goes on with the new code
  public record Environments(
      int slots, int maxEnvironments, Map<String, Integer> debugPorts, boolean reload) {
    public Environments {
      if (slots < 1 || maxEnvironments < 1) {
        throw new IllegalArgumentException(
            "slots %d and max environments %d are not both at least 1"
                .formatted(slots, maxEnvironments));
      }
      debugPorts = Map.copyOf(debugPorts);
    }
  }
}
