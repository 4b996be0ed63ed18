// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.AwsCall;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.JsonApi;
import io.wildrydes.local.aws.JsonInput;
import io.wildrydes.local.aws.JsonOperation;
import io.wildrydes.local.aws.Page;
import io.wildrydes.local.aws.TraceHeader;
import io.wildrydes.local.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// EventBridge's API: putting events, looking at buses and rules, switching rules on and off.
///
/// See https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html.
final class EventsApi {
  private static final int MAX_PAGE = 100;

  private final EventBuses buses;
  private final Identity identity;

  EventsApi(EventBuses buses, Identity identity) {
    this.buses = buses;
    this.identity = identity;
  }

  AwsApi api() {
    return new JsonApi(
        "events",
        "AWSEvents",
        "1.1",
        Map.of(
            "PutEvents", (input, call) -> putEvents(JsonInput.of(input), call),
            "TestEventPattern", operation(EventsApi::testEventPattern),
            "ListEventBuses", operation(this::listEventBuses),
            "DescribeEventBus", operation(this::describeEventBus),
            "ListRules", operation(this::listRules),
            "DescribeRule", operation(this::describeRule),
            "ListTargetsByRule", operation(this::listTargetsByRule),
            "EnableRule", operation(input -> enable(input, true)),
            "DisableRule", operation(input -> enable(input, false))));
  }

  private static JsonOperation operation(Function<JsonInput, JsonNode> of) {
    return (input, _) -> of.apply(JsonInput.of(input));
  }

  private JsonNode putEvents(JsonInput input, AwsCall call) {
    if (input.has("EndpointId")) {
      throw invalid("EndpointId is not supported here: there are no global endpoints");
    }
    input.checkLength("Entries", 1, EventBuses.maxEntries());
    var entries = input.objects("Entries").stream().map(entry -> entry(entry, call)).toList();
    var results = buses.put(entries, call.now());
    var output = Json.object();
    var array = output.putArray("Entries");
    int failed = 0;
    for (var result : results) {
      switch (result) {
        case EntryResult.Accepted(var id) -> array.addObject().put("EventId", id);
        case EntryResult.Refused(var code, var message) -> {
          array.addObject().put("ErrorCode", code).put("ErrorMessage", message);
          failed++;
        }
      }
    }
    return output.put("FailedEntryCount", failed);
  }

  /// The entry's own trace header wins over that of the HTTP request.
  private static Entry entry(JsonInput input, AwsCall call) {
    var trace = input.string("TraceHeader").flatMap(TraceHeader::parse).or(call::trace);
    return new Entry(
        input.string("Source").orElse(null),
        input.string("DetailType").orElse(null),
        input.string("Detail").orElse(null),
        input.string("EventBusName").orElse(null),
        input.strings("Resources"),
        input.instant("Time").orElse(null),
        trace.orElse(null));
  }

  private static JsonNode testEventPattern(JsonInput input) {
    boolean matches = PatternTrial.matches(input.required("EventPattern"), input.required("Event"));
    return Json.object().put("Result", matches);
  }

  private JsonNode listEventBuses(JsonInput input) {
    var prefix = input.string("NamePrefix").orElse("");
    var found = buses.all().stream().filter(bus -> bus.name().startsWith(prefix)).toList();
    return paged("EventBuses", found, input, EventsApi::describe);
  }

  private JsonNode describeEventBus(JsonInput input) {
    return describe(buses.bus(input.string("Name").orElse(EventBus.DEFAULT_NAME)));
  }

  private JsonNode listRules(JsonInput input) {
    var prefix = input.string("NamePrefix").orElse("");
    var found = bus(input).rules().stream().filter(r -> r.name().startsWith(prefix)).toList();
    return paged("Rules", found, input, EventsApi::describe);
  }

  private JsonNode describeRule(JsonInput input) {
    return describe(bus(input).rule(input.required("Name"))).put("CreatedBy", identity.accountId());
  }

  private JsonNode listTargetsByRule(JsonInput input) {
    var targets = bus(input).rule(input.required("Rule")).targets();
    return paged("Targets", targets, input, EventsApi::describe);
  }

  private JsonNode enable(JsonInput input, boolean enabled) {
    bus(input).enable(input.required("Name"), enabled);
    return Json.object();
  }

  private EventBus bus(JsonInput input) {
    return buses.bus(input.string("EventBusName").orElse(EventBus.DEFAULT_NAME));
  }

  private static <T> JsonNode paged(
      String name, List<T> all, JsonInput input, Function<T, ObjectNode> describe) {
    int limit = input.integer("Limit", MAX_PAGE, 1, MAX_PAGE);
    var page =
        Page.of(all, limit, input.string("NextToken").orElse(null))
            .orElseThrow(() -> invalid("NextToken is not one that this operation returned"));
    var output = Json.object();
    var array = output.putArray(name);
    page.items().forEach(item -> array.add(describe.apply(item)));
    if (page.nextToken() != null) {
      output.put("NextToken", page.nextToken());
    }
    return output;
  }

  private static ObjectNode describe(EventBus bus) {
    long created = bus.createdAt().getEpochSecond();
    return Json.object()
        .put("Name", bus.name())
        .put("Arn", bus.arn())
        .put("CreationTime", created)
        .put("LastModifiedTime", created);
  }

  private static ObjectNode describe(Rule rule) {
    var output =
        Json.object()
            .put("Name", rule.name())
            .put("Arn", rule.arn())
            .put("EventBusName", rule.bus())
            .put("EventPattern", rule.pattern())
            .put("State", rule.enabled() ? "ENABLED" : "DISABLED");
    return rule.description() == null ? output : output.put("Description", rule.description());
  }

  private static ObjectNode describe(Target target) {
    var output = Json.object().put("Id", target.id()).put("Arn", target.arn());
    switch (target.input()) {
      case TargetInput.Whole() -> {}
      case TargetInput.Constant(var json) -> output.put("Input", json);
      case TargetInput.Part(var path) -> output.put("InputPath", path.text());
      case TargetInput.Transformed(var template) -> {
        var paths = new LinkedHashMap<String, String>();
        template.paths().forEach((name, path) -> paths.put(name, path.text()));
        var transformer = output.putObject("InputTransformer");
        var map = transformer.putObject("InputPathsMap");
        paths.forEach(map::put);
        transformer.put("InputTemplate", template.text());
      }
    }
    output
        .putObject("RetryPolicy")
        .put("MaximumRetryAttempts", target.retries().maxAttempts())
        .put("MaximumEventAgeInSeconds", target.retries().maxAge().toSeconds());
    if (target.deadLetterArn() != null) {
      output.putObject("DeadLetterConfig").put("Arn", target.deadLetterArn());
    }
    return output;
  }

  private static AwsException invalid(String message) {
    return new AwsException(400, "ValidationException", message);
  }
}
