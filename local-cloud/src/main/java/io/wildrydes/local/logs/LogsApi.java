// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.JsonApi;
import io.wildrydes.local.aws.JsonInput;
import io.wildrydes.local.aws.JsonOperation;
import io.wildrydes.local.aws.Page;
import io.wildrydes.local.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// CloudWatch Logs' API, as far as it reads what functions and APIs have logged.
///
/// See https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html.
final class LogsApi {
  private static final int MAX_PAGE = 50;
  private static final List<String> ORDERS = List.of("LogStreamName", "LastEventTime");

  private final LogStore store;
  private final Identity identity;

  LogsApi(LogStore store, Identity identity) {
    this.store = store;
    this.identity = identity;
  }

  AwsApi api() {
    return new JsonApi(
        "logs",
        "Logs_20140328",
        "1.1",
        Map.of(
            "DescribeLogGroups", operation(this::describeLogGroups),
            "DescribeLogStreams", operation(this::describeLogStreams),
            "FilterLogEvents", operation(this::filterLogEvents),
            "GetLogEvents", operation(this::getLogEvents)));
  }

  /// What other services call a validation error is an invalid parameter here.
  private static JsonOperation operation(Function<JsonInput, JsonNode> of) {
    return (input, _) -> {
      try {
        return of.apply(JsonInput.of(input));
      } catch (AwsException e) {
        throw e.code().equals("ValidationException") ? invalid(e.text()) : e;
      }
    };
  }

  private JsonNode describeLogGroups(JsonInput input) {
    refuse(input, "accountIdentifiers", "includeLinkedAccounts", "logGroupIdentifiers");
    var prefix = input.string("logGroupNamePrefix").orElse("");
    var part = input.string("logGroupNamePattern").orElse("");
    if (!prefix.isEmpty() && !part.isEmpty()) {
      throw invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive.");
    }
    boolean isStandard = input.string("logGroupClass").orElse("STANDARD").equals("STANDARD");
    var found =
        store.groups().stream()
            .filter(group -> isStandard)
            .filter(group -> group.name().startsWith(prefix) && group.name().contains(part))
            .toList();
    return paged("logGroups", found, input, this::group);
  }

  private JsonNode group(GroupSummary group) {
    var arn = identity.arn("logs", "log-group:" + group.name());
    var node =
        Json.object()
            .put("logGroupName", group.name())
            .put("creationTime", group.createdAt())
            .put("metricFilterCount", 0)
            .put("arn", arn + ":*")
            .put("storedBytes", group.storedBytes())
            .put("logGroupClass", "STANDARD")
            .put("logGroupArn", arn);
    return group.retentionInDays() == null
        ? node
        : node.put("retentionInDays", group.retentionInDays());
  }

  private JsonNode describeLogStreams(JsonInput input) {
    var group = groupName(input);
    var prefix = input.string("logStreamNamePrefix").orElse("");
    var order = input.string("orderBy").orElse("LogStreamName");
    if (!ORDERS.contains(order)) {
      throw input.outsideOf("orderBy", ORDERS);
    }
    boolean byTime = order.equals("LastEventTime");
    if (byTime && !prefix.isEmpty()) {
      throw invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    var ascending =
        byTime
            ? Comparator.comparingLong(StreamSummary::lastEventAt)
            : Comparator.comparing(StreamSummary::name);
    var streams =
        store.streams(group).orElseThrow(LogsApi::noGroup).stream()
            .filter(stream -> stream.name().startsWith(prefix))
            .sorted(input.flag("descending") ? ascending.reversed() : ascending)
            .toList();
    return paged("logStreams", streams, input, stream -> stream(group, stream));
  }

  private JsonNode stream(String group, StreamSummary stream) {
    var arn = identity.arn("logs", "log-group:" + group + ":log-stream:" + stream.name());
    return Json.object()
        .put("logStreamName", stream.name())
        .put("creationTime", stream.createdAt())
        .put("firstEventTimestamp", stream.firstEventAt())
        .put("lastEventTimestamp", stream.lastEventAt())
        .put("lastIngestionTime", stream.lastIngestedAt())
        .put("arn", arn)
        .put("storedBytes", 0);
  }

  private JsonNode filterLogEvents(JsonInput input) {
    refuse(input, "unmask");
    var group = groupName(input);
    var streams = StreamChoice.from(input);
    var pattern = FilterPattern.parse(input.string("filterPattern").orElse(""));
    int limit = input.integer("limit", EventPage.MAX_EVENTS, 1, EventPage.MAX_EVENTS);
    var after = input.string("nextToken").map(LogsApi::position).orElse(EventPosition.START);
    var range = TimeRange.from(input);
    var events =
        store
            .events(group, Math.max(range.from(), after.at()), range.to())
            .orElseThrow(LogsApi::noGroup);
    var page =
        EventPage.first(
            events,
            event ->
                event.position().compareTo(after) > 0
                    && streams.has(event.stream())
                    && pattern.matches(event.message()),
            limit);
    var output = Json.object();
    var found = output.putArray("events");
    page.events().forEach(event -> found.add(filtered(event)));
    output.putArray("searchedLogStreams"); // deprecated and always empty
    return page.isLast()
        ? output
        : output.put("nextToken", page.events().getLast().position().id());
  }

  private static JsonNode filtered(StoredEvent event) {
    return Json.object()
        .put("logStreamName", event.stream())
        .put("timestamp", event.at())
        .put("message", event.message())
        .put("ingestionTime", event.ingestedAt())
        .put("eventId", event.position().id());
  }

  private JsonNode getLogEvents(JsonInput input) {
    refuse(input, "unmask");
    var group = groupName(input);
    var stream = input.required("logStreamName");
    int limit = input.integer("limit", EventPage.MAX_EVENTS, 1, EventPage.MAX_EVENTS);
    var range = TimeRange.from(input);
    var streams = store.streams(group).orElseThrow(LogsApi::noGroup);
    if (streams.stream().noneMatch(known -> known.name().equals(stream))) {
      throw missing("The specified log stream does not exist.");
    }
    var events =
        store.events(group, range.from(), range.to() - 1).orElseThrow(LogsApi::noGroup).stream()
            .filter(event -> event.stream().equals(stream))
            .toList();
    var turn = StreamTurn.from(input);
    var page = turn.page(events, limit);
    var output = Json.object();
    var found = output.putArray("events");
    page.events()
        .forEach(event ->
            found.add(
                Json.object()
                    .put("timestamp", event.at())
                    .put("message", event.message())
                    .put("ingestionTime", event.ingestedAt())));
    return output
        .put("nextForwardToken", turn.forwardToken(page.events()))
        .put("nextBackwardToken", turn.backwardToken(page.events()));
  }

  private static EventPosition position(String token) {
    return EventPosition.parse(token)
        .orElseThrow(() -> invalid("The specified nextToken is invalid."));
  }

  /// A group is named, or identified by its ARN.
  private static String groupName(JsonInput input) {
    if (input.has("logGroupName") && input.has("logGroupIdentifier")) {
      throw invalid("logGroupName and logGroupIdentifier cannot both be given");
    }
    return input
        .string("logGroupIdentifier")
        .map(arn -> arn.replaceFirst("^arn:[^:]*:logs:[^:]*:[^:]*:log-group:", ""))
        .map(name -> name.replaceFirst(":\\*$", ""))
        .orElseGet(() -> input.required("logGroupName"));
  }

  private static <T> JsonNode paged(
      String name, List<T> found, JsonInput input, Function<T, JsonNode> write) {
    int limit = input.integer("limit", MAX_PAGE, 1, MAX_PAGE);
    var page =
        Page.of(found, limit, input.string("nextToken").orElse(null))
            .orElseThrow(() -> invalid("The specified nextToken is invalid."));
    ObjectNode output = Json.object();
    var items = output.putArray(name);
    page.items().forEach(item -> items.add(write.apply(item)));
    return page.nextToken() == null ? output : output.put("nextToken", page.nextToken());
  }

  private static void refuse(JsonInput input, String... names) {
    for (var name : names) {
      if (input.has(name)) {
        throw invalid(name + " is not supported here");
      }
    }
  }

  private static AwsException noGroup() {
    return missing("The specified log group does not exist.");
  }

  private static AwsException missing(String what) {
    return new AwsException(400, "ResourceNotFoundException", what);
  }

  private static AwsException invalid(String what) {
    return new AwsException(400, "InvalidParameterException", what);
  }
}
