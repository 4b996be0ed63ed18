// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;

/// The flags of every command that works on a running stack: which one, and where. A picocli mixin,
/// filled by reflection.
public final class StackAccess {
  @Option(
      names = "--stack",
      defaultValue = "wild-rydes",
      description = "the stack's name (default: ${DEFAULT-VALUE})")
  private String stack = "wild-rydes";

  @Option(
      names = "--aws",
      description = {
        "the stack is deployed: region and credentials as the AWS CLI finds them;",
        "without it, the stack runs in a local cloud"
      })
  private boolean aws;

  @Option(
      names = "--endpoint",
      defaultValue = "http://127.0.0.1:4566",
      paramLabel = "URL",
      description = "the local cloud's AWS endpoint (default: ${DEFAULT-VALUE})")
  private URI endpoint = URI.create("http://127.0.0.1:4566");

  /// The stack's name.
  public String stack() {
    return stack;
  }

  /// Whether the stack is deployed to an account.
  public boolean isDeployed() {
    return aws;
  }

  /// Where the stack's clients go.
  public AwsAccess access() {
    return aws ? AwsAccess.account() : AwsAccess.local(endpoint);
  }

  /// The place in words, for messages.
  public String place() {
    return aws ? "the AWS account" : endpoint.toString();
  }

  /// The stack's outputs by name, as CloudFormation has them.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkException when there is no such stack, or
  ///   nobody to ask
  public Map<String, String> outputs() {
    return outputs(access(), stack);
  }

  /// The outputs of a stack by name, as CloudFormation has them.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkException when there is no such stack, or
  ///   nobody to ask
  public static Map<String, String> outputs(AwsAccess access, String stack) {
    try (var cloudFormation = access.client(CloudFormationClient.builder())) {
      return cloudFormation.describeStacks(request -> request.stackName(stack)).stacks().stream()
          .flatMap(found -> found.outputs().stream())
          .collect(Collectors.toUnmodifiableMap(Output::outputKey, Output::outputValue));
    }
  }
}
