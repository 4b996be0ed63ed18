// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;

/// The flags of every command that works on a running stack: which one, and where. A picocli mixin,
/// filled by reflection.
public final class StackAccess {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

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

  /// Where the stack's clients go.
  ///
  /// @throws ParameterException when the flags name no stack or no place
  public AwsAccess access() {
    if (stack.isBlank()) {
      throw new ParameterException(command.commandLine(), "--stack is empty: name a stack");
    }
    if (aws) {
      return AwsAccess.account();
    }
    if (!String.valueOf(endpoint.getScheme()).matches("https?") || endpoint.getHost() == null) {
      throw new ParameterException(
          command.commandLine(),
          "--endpoint '%s' is no URL such as http://127.0.0.1:4566".formatted(endpoint));
    }
    return AwsAccess.local(endpoint);
  }

  /// Why a service could not be asked or refused to answer, in one sentence.
  public String told(SdkException e) {
    if (!aws && isNobodyThere(e)) {
      return "nothing answers at %s: start a stack with make run, or set AWS_ENDPOINT"
          .formatted(endpoint);
    }
    var words =
        e instanceof AwsServiceException refusal && refusal.awsErrorDetails() != null
            ? refusal.awsErrorDetails().errorMessage()
            : e.getMessage();
    return "stack %s %s: %s".formatted(stack, aws ? "in the AWS account" : "at " + endpoint, words);
  }

  private static boolean isNobodyThere(SdkException e) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
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
