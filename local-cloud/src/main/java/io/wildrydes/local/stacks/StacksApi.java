// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.stacks;

import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.AwsCall;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Page;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// CloudFormation's API, as far as it reads: the Query protocol, a form in and XML out.
///
/// See https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html and
/// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html.
final class StacksApi implements AwsApi {
  private static final String NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/";
  private static final int MAX_PAGE = 100;

  private final DescribedStack stack;
  private final Map<String, Function<Form, Xml>> operations = new TreeMap<>();

  StacksApi(DescribedStack stack) {
    this.stack = stack;
    operations.put("DescribeStacks", this::describeStacks);
    operations.put("DescribeStackResource", this::describeStackResource);
    operations.put("DescribeStackResources", this::describeStackResources);
    operations.put("GetTemplate", this::getTemplate);
    operations.put("ListStackResources", this::listStackResources);
    operations.put("ListStacks", this::listStacks);
  }

  @Override
  public String signingName() {
    return "cloudformation";
  }

  @Override
  public Response handle(AwsCall call) {
    var requestId = Xml.of("RequestId", call.requestId());
    try {
      var form = Form.parse(call.http().body(), call.http().query());
      var action = form.text("Action").orElse("");
      var result = Xml.of(action + "Result", operation(action).apply(form));
      var metadata = Xml.of("ResponseMetadata", requestId);
      return respond(200, Xml.of(action + "Response", result, metadata), call);
    } catch (AwsException e) {
      var error =
          Xml.of("Type", "Sender").and(Xml.of("Code", e.code())).and(Xml.of("Message", e.text()));
      return respond(e.status(), Xml.of("ErrorResponse", Xml.of("Error", error), requestId), call);
    }
  }

  private Function<Form, Xml> operation(String action) {
    var operation = operations.get(action);
    if (operation == null) {
      throw new AwsException(
          400,
          "InvalidAction",
          "Could not find operation %s for version 2010-05-15; supported here are %s"
              .formatted(action, String.join(", ", operations.keySet())));
    }
    return operation;
  }

  private Xml describeStacks(Form form) {
    form.text("StackName").ifPresent(this::check);
    refuseToken(form);
    var described = stack.stack();
    return Xml.of(
        "Stacks",
        Xml.of(
            "member",
            Xml.of("StackId", stack.id())
                .and(Xml.of("StackName", described.name()))
                .and(Xml.of("CreationTime", stack.createdAt().toString()))
                .and(Xml.of("StackStatus", DescribedStack.STATUS))
                .and(Xml.of("DisableRollback", "false"))
                .and(members("Parameters", described.parameters(), "Parameter"))
                .and(members("Outputs", described.outputs(), "Output"))
                .and(
                    Xml.list(
                        "Capabilities",
                        Stream.of(
                            Xml.of("member", "CAPABILITY_NAMED_IAM"),
                            Xml.of("member", "CAPABILITY_AUTO_EXPAND"))))));
  }

  private static Xml members(String list, Map<String, String> entries, String kind) {
    return Xml.list(
        list,
        entries.entrySet().stream()
            .map(entry ->
                Xml.of(
                    "member",
                    Xml.of(kind + "Key", entry.getKey())
                        .and(Xml.of(kind + "Value", entry.getValue())))));
  }

  private Xml describeStackResource(Form form) {
    check(form.required("StackName"));
    var resource = stack.resource(form.required("LogicalResourceId"));
    return Xml.of(
        "StackResourceDetail", described(resource, "LastUpdatedTimestamp").and(ofStack()));
  }

  private Xml describeStackResources(Form form) {
    form.text("StackName").ifPresent(this::check);
    var physicalId = form.text("PhysicalResourceId");
    if (form.text("StackName").isEmpty() && physicalId.isEmpty()) {
      throw invalid("StackName or PhysicalResourceId is required");
    }
    var logicalId = form.text("LogicalResourceId");
    var found =
        logicalId.isPresent()
            ? List.of(stack.resource(logicalId.get()))
            : List.copyOf(stack.resources());
    return Xml.list(
        "StackResources",
        found.stream()
            .filter(resource -> physicalId.isEmpty() || resource.ref().equals(physicalId.get()))
            .map(resource -> Xml.of("member", described(resource, "Timestamp").and(ofStack()))));
  }

  private Xml listStackResources(Form form) {
    check(form.required("StackName"));
    var page =
        Page.of(List.copyOf(stack.resources()), MAX_PAGE, form.text("NextToken").orElse(null))
            .orElseThrow(() -> invalid("the NextToken is not valid"));
    var summaries =
        Xml.list(
            "StackResourceSummaries",
            page.items().stream()
                .map(resource -> Xml.of("member", described(resource, "LastUpdatedTimestamp"))));
    return page.nextToken() == null
        ? summaries
        : summaries.and(Xml.of("NextToken", page.nextToken()));
  }

  private Xml described(Resource resource, String time) {
    return Xml.of("LogicalResourceId", resource.logicalId())
        .and(Xml.of("PhysicalResourceId", resource.ref()))
        .and(Xml.of("ResourceType", resource.type()))
        .and(Xml.of(time, stack.createdAt().toString()))
        .and(Xml.of("ResourceStatus", DescribedStack.STATUS))
        .and(Xml.of("DriftInformation", Xml.of("StackResourceDriftStatus", "NOT_CHECKED")));
  }

  private Xml ofStack() {
    return Xml.of("StackId", stack.id()).and(Xml.of("StackName", stack.stack().name()));
  }

  private Xml listStacks(Form form) {
    refuseToken(form);
    var statuses = form.list("StackStatusFilter");
    return Xml.list(
        "StackSummaries",
        Stream.of(stack)
            .filter(_ -> statuses.isEmpty() || statuses.contains(DescribedStack.STATUS))
            .map(listed ->
                Xml.of(
                    "member",
                    ofStack()
                        .and(Xml.of("CreationTime", listed.createdAt().toString()))
                        .and(Xml.of("StackStatus", DescribedStack.STATUS)))));
  }

  /// **Differs:** only the template as it was written; AWS also has the one that the transform
  /// made, and gives that when no stage is asked for.
  private Xml getTemplate(Form form) {
    check(form.required("StackName"));
    if (!form.text("TemplateStage").orElse("Original").equals("Original")) {
      throw invalid("TemplateStage is not supported here, other than Original");
    }
    return Xml.of("TemplateBody", stack.template())
        .and(Xml.list("StagesAvailable", Stream.of(Xml.of("member", "Original"))));
  }

  private void check(String name) {
    if (!stack.isCalled(name)) {
      throw invalid("Stack with id %s does not exist".formatted(name));
    }
  }

  /// One stack fits one page, so no token was ever given out.
  private static void refuseToken(Form form) {
    if (form.text("NextToken").isPresent()) {
      throw invalid("the NextToken is not valid");
    }
  }

  static AwsException invalid(String what) {
    return new AwsException(400, "ValidationError", what);
  }

  private static Response respond(int status, Xml answer, AwsCall call) {
    return Response.of(status, "text/xml", answer.document(NAMESPACE))
        .with("x-amzn-RequestId", call.requestId());
  }
}
