// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.local.AwsServer;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/// CloudFormation's API, judged by AWS's own client.
class StacksApiIT {
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final String ID = "arn:aws:cloudformation:us-east-1:000000000000:stack/shop/1";

  private final AwsServer server = AwsServer.of(new StacksApi(described()));
  private final CloudFormationClient cloudFormation = server.client(CloudFormationClient.builder());

  @AfterEach
  void close() {
    cloudFormation.close();
    server.close();
  }

  @Test
  void describesTheStackWithParametersAndOutputs() {
    var stack = cloudFormation.describeStacks(describe -> describe.stackName("shop")).stacks();

    assertThat(stack).hasSize(1);
    assertThat(stack.getFirst().stackId()).isEqualTo(ID);
    assertThat(stack.getFirst().stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
    assertThat(stack.getFirst().creationTime()).isEqualTo(NOON);
    assertThat(stack.getFirst().parameters())
        .containsExactly(
            Parameter.builder().parameterKey("Mode").parameterValue("<fast> & \"new\"").build());
    assertThat(stack.getFirst().outputs())
        .containsExactly(
            Output.builder()
                .outputKey("Url")
                .outputValue("http://127.0.0.1:3000/api/live")
                .build());
  }

  @Test
  void findsTheStackByItsIdAndAmongAll() {
    assertThat(cloudFormation.describeStacks(describe -> describe.stackName(ID)).stacks())
        .hasSize(1);
    assertThat(cloudFormation.describeStacks().stacks()).hasSize(1);
    assertThat(cloudFormation.listStacks().stackSummaries())
        .extracting(StackSummary::stackName)
        .containsExactly("shop");
    assertThat(
            cloudFormation
                .listStacks(list -> list.stackStatusFilters(StackStatus.DELETE_COMPLETE))
                .stackSummaries())
        .isEmpty();
  }

  @Test
  void refusesAStackThatIsNotThere() {
    assertThatThrownBy(() -> cloudFormation.describeStacks(describe -> describe.stackName("other")))
        .isInstanceOfSatisfying(
            CloudFormationException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo("Stack with id other does not exist");
            });
  }

  @Test
  void describesResources() {
    var all =
        cloudFormation
            .describeStackResources(describe -> describe.stackName("shop"))
            .stackResources();

    assertThat(all)
        .extracting(StackResource::logicalResourceId)
        .containsExactly("Orders", "Handler");
    assertThat(all.getFirst().physicalResourceId())
        .isEqualTo("http://127.0.0.1:4566/000000000000/shop-orders");
    assertThat(all.getFirst().resourceType()).isEqualTo("AWS::SQS::Queue");
    assertThat(all.getFirst().resourceStatus()).isEqualTo(ResourceStatus.CREATE_COMPLETE);
    assertThat(
            cloudFormation
                .describeStackResource(d -> d.stackName("shop").logicalResourceId("Handler"))
                .stackResourceDetail()
                .physicalResourceId())
        .isEqualTo("shop-handler");
    assertThat(
            cloudFormation
                .listStackResourcesPaginator(list -> list.stackName("shop"))
                .stackResourceSummaries())
        .extracting(StackResourceSummary::resourceType)
        .containsExactly("AWS::SQS::Queue", "AWS::Lambda::Function");
  }

  @Test
  void refusesAResourceThatIsNotThere() {
    assertThatThrownBy(() ->
            cloudFormation.describeStackResource(
                describe -> describe.stackName("shop").logicalResourceId("None")))
        .hasMessageContaining("Resource None does not exist for stack shop");
  }

  @Test
  void givesTheTemplateAsItWasWritten() {
    assertThat(cloudFormation.getTemplate(get -> get.stackName("shop")).templateBody())
        .isEqualTo("Resources: {} # <none> & \r\nmore\n");
    assertThatThrownBy(() ->
            cloudFormation.getTemplate(get -> get.stackName("shop").templateStage("Processed")))
        .hasMessageContaining("TemplateStage is not supported here, other than Original");
  }

  @Test
  void refusesToChangeAnything() {
    assertThatThrownBy(() -> cloudFormation.deleteStack(delete -> delete.stackName("shop")))
        .isInstanceOfSatisfying(
            CloudFormationException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAction");
              assertThat(e.awsErrorDetails().errorMessage())
                  .startsWith("Could not find operation DeleteStack for version 2010-05-15;");
            });
  }

  @Test
  void refusesWhatNoClientSends() throws IOException, InterruptedException {
    assertThat(server.post("cloudformation", "", "Action=%zz").body())
        .contains("<Code>MalformedQueryString</Code>");
    assertThat(server.post("cloudformation", "", "").body()).contains("<Code>InvalidAction</Code>");
    assertThat(server.post("cloudformation", "", "Action=GetTemplate").body())
        .contains("Value null at 'stackName' failed to satisfy constraint");
  }

  private static DescribedStack described() {
    var resources = new LinkedHashMap<String, Resource>();
    add(resources, "Orders", "AWS::SQS::Queue", "http://127.0.0.1:4566/000000000000/shop-orders");
    add(resources, "Handler", "AWS::Lambda::Function", "shop-handler");
    var stack =
        new Stack(
            "shop",
            Identity.local("us-east-1"),
            resources,
            Map.of("Url", "http://127.0.0.1:3000/api/live"),
            Map.of("Mode", "<fast> & \"new\""));
    return new DescribedStack(stack, ID, "Resources: {} # <none> & \r\nmore\n", NOON);
  }

  private static void add(Map<String, Resource> resources, String id, String type, String ref) {
    resources.put(id, new Resource(id, type, ref, Json.object()));
  }
}
