// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.wildrydes.local.AwsServer;
import io.wildrydes.local.aws.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/// CloudWatch Logs' API, judged by AWS's own client.
class LogsApiIT {
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final String GROUP = "/aws/lambda/f";
  private static final String STREAM = "2026/01/15/[1]0a";

  private final LogStore store = new LogStore(Long.MAX_VALUE);
  private final AwsServer server =
      AwsServer.of(new LogsApi(store, Identity.local("us-east-1")).api());
  private final CloudWatchLogsClient logs = server.client(CloudWatchLogsClient.builder());

  @AfterEach
  void close() {
    logs.close();
    server.close();
  }

  @Test
  void findsEventsOfAllStreamsByPatternAndTime() {
    append(STREAM, 1, "ERROR a");
    append("other", 2, "INFO b");
    append("other", 3, "ERROR c");
    append(STREAM, 4, "ERROR d");

    var found =
        logs.filterLogEvents(
            filter -> filter.logGroupName(GROUP).filterPattern("ERROR").startTime(2L).endTime(4L));

    assertThat(found.events())
        .containsExactly(event("other", 3, "ERROR c", 3), event(STREAM, 4, "ERROR d", 4));
    assertThat(found.nextToken()).isNull();
  }

  @Test
  void limitsASearchToStreams() {
    append("a1", 1, "1");
    append("a2", 2, "2");
    append("b", 3, "3");

    assertThat(messages(filter -> filter.logStreamNames("a1", "b"))).containsExactly("1", "3");
    assertThat(messages(filter -> filter.logStreamNamePrefix("a"))).containsExactly("1", "2");
    assertThatThrownBy(
            () -> messages(filter -> filter.logStreamNamePrefix("a").logStreamNames("a1")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void givesAllEventsPageByPage() {
    for (int i = 0; i < 25; i++) {
      append(STREAM, 1 + i / 10, "line " + i);
    }

    var pages =
        logs.filterLogEventsPaginator(filter -> filter.logGroupName(GROUP).limit(10)).stream()
            .map(page -> page.events().size())
            .toList();

    assertThat(pages).containsExactly(10, 10, 5);
    assertThat(messages(filter -> filter.limit(10))).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void endsAPageAtAMegabyte() {
    for (int i = 0; i < 5; i++) {
      append(STREAM, i, "x".repeat(300_000));
    }

    assertThat(logs.filterLogEvents(filter -> filter.logGroupName(GROUP)).events()).hasSize(3);
    assertThat(messages(_ -> {})).hasSize(5);
  }

  @Test
  void findsAGroupByItsArn() {
    append(STREAM, 1, "1");
    var arn = logs.describeLogGroups().logGroups().getFirst().arn();

    assertThat(logs.filterLogEvents(filter -> filter.logGroupIdentifier(arn)).events()).hasSize(1);
  }

  @Test
  void refusesAMalformedPattern() {
    store.create(GROUP, null, NOON);

    assertThatThrownBy(() -> messages(filter -> filter.filterPattern("{ $.a = ")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Invalid filter pattern: a value or name expected at the end");
  }

  @Test
  void refusesWhatIsMissingOrOutOfRange() {
    append(STREAM, 1, "1");

    assertThatThrownBy(() -> logs.filterLogEvents(filter -> filter.logGroupName("/none")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("The specified log group does not exist.");
    assertThatThrownBy(
            () -> logs.getLogEvents(get -> get.logGroupName(GROUP).logStreamName("none")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("The specified log stream does not exist.");
    assertThatThrownBy(() -> messages(filter -> filter.limit(10_001)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Member must have value less than or equal to 10000");
    assertThatThrownBy(() -> messages(filter -> filter.nextToken("none of ours")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("The specified nextToken is invalid.");
    assertThatThrownBy(() -> messages(filter -> filter.unmask(true)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("unmask is not supported here");
  }

  @Test
  void readsAStreamFromItsHead() {
    for (int i = 1; i <= 5; i++) {
      append(STREAM, i, "line " + i);
      append("other", i, "other");
    }

    var read = readForward(null);
    assertThat(read.messages()).containsExactly("line 1", "line 2");
    read = readForward(read.token());
    assertThat(read.messages()).containsExactly("line 3", "line 4");
    read = readForward(read.token());
    assertThat(read.messages()).containsExactly("line 5");
    var end = readForward(read.token());
    assertThat(end.messages()).isEmpty();
    assertThat(end.token()).isEqualTo(read.token());

    append(STREAM, 6, "line 6");
    assertThat(readForward(end.token()).messages()).containsExactly("line 6");
  }

  @Test
  void readsAStreamFromItsTail() {
    for (int i = 1; i <= 3; i++) {
      append(STREAM, i, "line " + i);
    }

    var tail = logs.getLogEvents(get -> get.logGroupName(GROUP).logStreamName(STREAM).limit(2));
    var before =
        logs.getLogEvents(get ->
            get.logGroupName(GROUP).logStreamName(STREAM).nextToken(tail.nextBackwardToken()));
    var behind =
        logs.getLogEvents(get ->
            get.logGroupName(GROUP).logStreamName(STREAM).nextToken(before.nextForwardToken()));

    assertThat(tail.events())
        .extracting(OutputLogEvent::message)
        .containsExactly("line 2", "line 3");
    assertThat(before.events()).extracting(OutputLogEvent::message).containsExactly("line 1");
    assertThat(behind.events())
        .extracting(OutputLogEvent::message)
        .containsExactly("line 2", "line 3");
  }

  @Test
  void endsAStreamBeforeItsEndTime() {
    append(STREAM, 1, "1");
    append(STREAM, 2, "2");

    var events =
        logs.getLogEvents(
                get -> get.logGroupName(GROUP).logStreamName(STREAM).startTime(1L).endTime(2L))
            .events();

    assertThat(events).extracting(OutputLogEvent::message).containsExactly("1");
  }

  @Test
  void describesGroups() {
    store.create("/aws/lambda/a", 7, NOON);
    store.create("/aws/lambda/b", null, NOON);
    store.create("/aws/apigateway/a", null, NOON);

    var byPrefix =
        logs.describeLogGroups(describe -> describe.logGroupNamePrefix("/aws/lambda/")).logGroups();

    assertThat(byPrefix)
        .extracting(LogGroup::logGroupName, LogGroup::retentionInDays, LogGroup::arn)
        .containsExactly(
            tuple(
                "/aws/lambda/a",
                7,
                "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/a:*"),
            tuple(
                "/aws/lambda/b",
                null,
                "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/b:*"));
    assertThat(
            logs.describeLogGroups(describe -> describe.logGroupNamePattern("gateway")).logGroups())
        .extracting(LogGroup::logGroupName)
        .containsExactly("/aws/apigateway/a");
    assertThat(logs.describeLogGroupsPaginator(describe -> describe.limit(2)).logGroups())
        .hasSize(3);
  }

  @Test
  void describesStreams() {
    append("a", 9, "1");
    append("b", 3, "2");
    append("c", 5, "3");

    var newestFirst =
        logs.describeLogStreams(describe ->
                describe.logGroupName(GROUP).orderBy(OrderBy.LAST_EVENT_TIME).descending(true))
            .logStreams();

    assertThat(newestFirst).extracting(LogStream::logStreamName).containsExactly("a", "c", "b");
    assertThat(newestFirst.getLast().lastEventTimestamp()).isEqualTo(3);
    assertThat(newestFirst.getLast().arn())
        .isEqualTo("arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/f:log-stream:b");
    assertThatThrownBy(() ->
            logs.describeLogStreams(describe ->
                describe
                    .logGroupName(GROUP)
                    .orderBy(OrderBy.LAST_EVENT_TIME)
                    .logStreamNamePrefix("a")))
        .hasMessageContaining("Cannot order by LastEventTime with a logStreamNamePrefix.");
  }

  private Read readForward(@Nullable String token) {
    var answer =
        logs.getLogEvents(get ->
            get.logGroupName(GROUP)
                .logStreamName(STREAM)
                .startFromHead(true)
                .limit(2)
                .nextToken(token));
    return new Read(
        answer.events().stream().map(OutputLogEvent::message).toList(), answer.nextForwardToken());
  }

  private List<String> messages(Consumer<FilterLogEventsRequest.Builder> more) {
    var messages = new ArrayList<String>();
    logs.filterLogEventsPaginator(filter -> more.accept(filter.logGroupName(GROUP)))
        .events()
        .forEach(event -> messages.add(event.message()));
    return messages;
  }

  private void append(String stream, long at, String message) {
    store.append(new LogEvent(GROUP, stream, Instant.ofEpochMilli(at), message), NOON);
  }

  private static FilteredLogEvent event(String stream, long at, String message, int sequence) {
    return FilteredLogEvent.builder()
        .logStreamName(stream)
        .timestamp(at)
        .message(message)
        .ingestionTime(NOON.toEpochMilli())
        .eventId("%037d%019d".formatted(at, sequence))
        .build();
  }

  private record Read(List<String> messages, String token) {}
}
