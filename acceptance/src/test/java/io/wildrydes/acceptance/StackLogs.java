// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.testing.Await;
import io.wildrydes.testing.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/// What the functions of a stack have logged since this was made, read with CloudWatch Logs' API.
final class StackLogs implements AutoCloseable {
  /// The clocks of this machine and of the stack need not agree.
  private static final Duration CLOCKS_APART = Duration.ofSeconds(30);

  private final CloudWatchLogsClient client;
  private final Map<String, String> outputs;
  private final Patience patience;
  private final Instant since = Instant.now().minus(CLOCKS_APART);

  private StackLogs(CloudWatchLogsClient client, Map<String, String> outputs, Patience patience) {
    this.client = client;
    this.outputs = outputs;
    this.patience = patience;
  }

  static StackLogs of(AwsAccess aws, Map<String, String> outputs, Patience patience) {
    return new StackLogs(aws.client(CloudWatchLogsClient.builder()), outputs, patience);
  }

  /// Returns when every one of these orders is delivered, with its line about it.
  ///
  /// @throws AssertionError with those that are not, when patience ends
  void awaitDelivered(Set<String> correlationIds) {
    Await.until("all orders delivered", patience, () -> undelivered(correlationIds), Set::isEmpty);
  }

  /// What a function says of one ride or order, in the order of its lines, once it has said so
  /// much.
  List<String> awaitMilestones(String function, String correlationId, int atLeast) {
    var pattern = "{ $.correlationId = \"" + correlationId + "\" && $.milestone = * }";
    return Await.until(
        "%d milestones of %s".formatted(atLeast, function),
        patience,
        () ->
            lines(function, pattern).stream().map(line -> line.path("milestone").asText()).toList(),
        found -> found.size() >= atLeast);
  }

  /// The JSON lines that a function wrote itself, and that fit a filter pattern.
  List<JsonNode> lines(String function, String pattern) {
    var group =
        Objects.requireNonNull(
            outputs.get(output(function)), "the stack has no output for the log group");
    return client
        .filterLogEventsPaginator(filter ->
            filter.logGroupName(group).filterPattern(pattern).startTime(since.toEpochMilli()))
        .events()
        .stream()
        .map(FilteredLogEvent::message)
        .map(JsonLines::parse)
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public void close() {
    client.close();
  }

  /// Such as `SlowApiLogGroup` for slow-api.
  private static String output(String function) {
    return Arrays.stream(function.split("-"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(joining("", "", "LogGroup"));
  }

  private Set<String> undelivered(Set<String> correlationIds) {
    var delivered =
        lines("delivery", "{ $.milestone = \"DELIVERY_COMPLETED\" }").stream()
            .map(line -> line.path("correlationId").asText())
            .collect(toSet());
    var undelivered = new HashSet<>(correlationIds);
    undelivered.removeAll(delivered);
    return undelivered;
  }
}
