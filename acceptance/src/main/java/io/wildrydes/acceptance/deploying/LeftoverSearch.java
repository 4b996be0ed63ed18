// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import io.wildrydes.acceptance.AwsAccess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Looks for what a deleted stack has left: first what CloudFormation itself says became of each
/// resource, then, since that may be wrong or forgotten, what still bears the stack's name.
final class LeftoverSearch {
  private final AwsAccess aws;
  private final String stack;

  LeftoverSearch(AwsAccess aws, String stack) {
    this.aws = aws;
    this.stack = stack;
  }

  /// Everything that is there.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkException when a service cannot be asked
  List<Leftover> all() {
    var found = new ArrayList<Leftover>();
    found.addAll(inCloudFormation());
    found.addAll(queues());
    found.addAll(functions());
    found.addAll(logGroups());
    found.addAll(parameters());
    found.addAll(secrets());
    return found;
  }

  private List<Leftover> inCloudFormation() {
    try (var cloudFormation = aws.client(CloudFormationClient.builder())) {
      var standing = standing(cloudFormation);
      if (standing.isPresent()) {
        return List.of(
            Leftover.unexpected(
                "stack %s, %s".formatted(stack, standing.get().stackStatusAsString())));
      }
      var deleted = lastDeleted(cloudFormation);
      return deleted.isEmpty() ? List.of() : notDeleted(cloudFormation, deleted.get().stackId());
    }
  }

  private Optional<Stack> standing(CloudFormationClient cloudFormation) {
    try {
      return cloudFormation.describeStacks(request -> request.stackName(stack)).stacks().stream()
          .filter(found -> found.stackStatus() != StackStatus.DELETE_COMPLETE)
          .findFirst();
    } catch (CloudFormationException e) {
      if (e.getMessage() != null && e.getMessage().contains("does not exist")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// CloudFormation remembers deleted stacks for 90 days:
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html.
  private Optional<StackSummary> lastDeleted(CloudFormationClient cloudFormation) {
    return cloudFormation
        .listStacksPaginator(list -> list.stackStatusFilters(StackStatus.DELETE_COMPLETE))
        .stackSummaries()
        .stream()
        .filter(found -> found.stackName().equals(stack))
        .max(Comparator.comparing(StackSummary::deletionTime));
  }

  private static List<Leftover> notDeleted(CloudFormationClient cloudFormation, String stackId) {
    return cloudFormation
        .listStackResourcesPaginator(list -> list.stackName(stackId))
        .stackResourceSummaries()
        .stream()
        .filter(resource -> resource.resourceStatus() != ResourceStatus.DELETE_COMPLETE)
        .map(LeftoverSearch::resource)
        .toList();
  }

  /// Skipped are those that the template retains.
  private static Leftover resource(StackResourceSummary resource) {
    var what =
        "%s %s (%s), %s"
            .formatted(
                resource.resourceType(),
                resource.logicalResourceId(),
                resource.physicalResourceId(),
                resource.resourceStatusAsString());
    return resource.resourceStatus() == ResourceStatus.DELETE_SKIPPED
        ? Leftover.expected(what)
        : Leftover.unexpected(what);
  }

  private List<Leftover> queues() {
    try (var sqs = aws.client(SqsClient.builder())) {
      return sqs
          .listQueuesPaginator(list -> list.queueNamePrefix(stack + "-").maxResults(1000))
          .queueUrls()
          .stream()
          .map(url -> Leftover.unexpected("queue " + url))
          .toList();
    }
  }

  private List<Leftover> functions() {
    try (var lambda = aws.client(LambdaClient.builder())) {
      return lambda.listFunctionsPaginator().functions().stream()
          .filter(function -> function.functionName().startsWith(stack + "-"))
          .map(function -> Leftover.unexpected("function " + function.functionName()))
          .toList();
    }
  }

  private List<Leftover> logGroups() {
    var found = new ArrayList<Leftover>();
    try (var logs = aws.client(CloudWatchLogsClient.builder())) {
      for (var kind : List.of("/aws/lambda/", "/aws/apigateway/")) {
        logs.describeLogGroupsPaginator(list -> list.logGroupNamePrefix(kind + stack + "-"))
            .logGroups()
            .forEach(group -> found.add(Leftover.unexpected("log group " + group.logGroupName())));
      }
    }
    return found;
  }

  private List<Leftover> parameters() {
    try (var ssm = aws.client(SsmClient.builder())) {
      return ssm
          .getParametersByPathPaginator(list -> list.path("/" + stack + "/").recursive(true))
          .stream()
          .flatMap(page -> page.parameters().stream())
          .map(parameter -> Leftover.unexpected("parameter " + parameter.name()))
          .toList();
    }
  }

  /// A deleted secret may wait for its recovery window to end; it costs nothing meanwhile, but its
  /// name is taken.
  private List<Leftover> secrets() {
    try (var secrets = aws.client(SecretsManagerClient.builder())) {
      return secrets.listSecretsPaginator(list -> list.includePlannedDeletion(true)).stream()
          .flatMap(page -> page.secretList().stream())
          .filter(secret -> secret.name().startsWith("/" + stack + "/"))
          .map(LeftoverSearch::secret)
          .toList();
    }
  }

  private static Leftover secret(SecretListEntry secret) {
    return secret.deletedDate() == null
        ? Leftover.unexpected("secret " + secret.name())
        : Leftover.expected(
            "secret %s, deleted and to be gone for good later".formatted(secret.name()));
  }
}
