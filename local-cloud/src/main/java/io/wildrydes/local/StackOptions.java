// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import io.wildrydes.local.LocalCloudConfig.Functions;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.LocalCloudConfig.Ports;
import io.wildrydes.local.LocalCloudConfig.Source;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.lambda.LambdaConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/// The flags of every command that starts a local cloud: which stack, on which ports, with how many
/// environments. A picocli mixin, filled by reflection.
public final class StackOptions {
  @Option(
      names = "--template",
      defaultValue = "template.yaml",
      description = "the SAM template (default: ${DEFAULT-VALUE})")
  private Path template = Path.of("template.yaml");

  @Option(
      names = "--stack-name",
      defaultValue = "wild-rydes",
      description = "AWS::StackName (default: ${DEFAULT-VALUE})")
  private String stackName = "";

  @Option(
      names = "--region",
      defaultValue = "us-east-1",
      description = "AWS::Region (default: ${DEFAULT-VALUE})")
  private String region = "";

  @Option(
      names = "--parameter-overrides",
      arity = "1..*",
      paramLabel = "NAME=VALUE",
      description = "values for the template's parameters, as sam deploy takes them")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--gateway-port",
      defaultValue = "3000",
      description = "where the APIs answer; 0 picks a free port (default: ${DEFAULT-VALUE})")
  private int gatewayPort;

  @Option(
      names = "--aws-port",
      defaultValue = "4566",
      description = "the AWS endpoint; 0 picks a free port (default: ${DEFAULT-VALUE})")
  private int awsPort;

  @Option(
      names = "--xray-port",
      defaultValue = "0",
      description = "UDP port for X-Ray segments; 0 picks a free port (default: ${DEFAULT-VALUE})")
  private int xrayPort;

  @Option(
      names = "--slots",
      defaultValue = "1",
      description = {
        "invocations that one environment serves at once (default: ${DEFAULT-VALUE}, as on Lambda);",
        "more lets heavy load fit into a small machine"
      })
  private int slots;

  @Option(
      names = "--max-environments",
      defaultValue = "" + LambdaConfig.DEFAULT_MAX_ENVIRONMENTS,
      description = "environments of all functions together (default: ${DEFAULT-VALUE})")
  private int maxEnvironments;

  @Option(
      names = "--debug",
      paramLabel = "FUNCTION=PORT",
      description = {
        "a debugger may attach to this function, named with or without the stack's name;",
        "its time limits and the gateway's are suspended; 0 picks a free port; repeatable"
      })
  private Map<String, Integer> debug = new LinkedHashMap<>();

  @Option(
      names = "--no-reload",
      description = "keep functions on the code of the start when their jars change")
  private boolean noReload;

  /// The configuration that the flags ask for.
  ///
  /// @throws IllegalArgumentException when a flag's value is out of its bounds
  public LocalCloudConfig config(Output output, PlatformWaits waits) {
    return new LocalCloudConfig(
        new Source(template, stackName, region, parameters),
        new Ports(gatewayPort, awsPort, xrayPort),
        new Functions(slots, maxEnvironments, debug, !noReload),
        output,
        waits,
        LocalCloudConfig.Trial.NONE);
  }
}
