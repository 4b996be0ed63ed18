// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.JsonLines;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/// Why orders failed, from the log of the function that tried: SQS itself keeps no reason.
final class FailureLog implements AutoCloseable {
  private static final String MILESTONE = "DELIVERY_FAILED";
  private static final String QUOTED = "\"" + MILESTONE + "\"";

  /// A look at dead letters is no search of a whole log: so many pages are read at most.
  private static final int MAX_PAGES = 50;

  private final CloudWatchLogsClient logs;
  private final String group;

  private FailureLog(CloudWatchLogsClient logs, String group) {
    this.logs = logs;
    this.group = group;
  }

  static FailureLog of(AwsAccess aws, String group) {
    return new FailureLog(aws.client(CloudWatchLogsClient.builder()), group);
  }

  String group() {
    return group;
  }

  /// The last failure of each order since a time, by correlation id; empty when the log cannot be
  /// read, which is no reason not to show dead letters.
  Optional<Map<String, LoggedFailure>> lastSince(Instant since) {
    var last = new HashMap<String, LoggedFailure>();
    try {
      logs
          .filterLogEventsPaginator(filter ->
              filter.logGroupName(group).filterPattern(QUOTED).startTime(since.toEpochMilli()))
          .stream()
          .limit(MAX_PAGES)
          .flatMap(page -> page.events().stream())
          .map(FilteredLogEvent::message)
          .forEach(line -> note(line, last));
      return Optional.of(last);
    } catch (SdkException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    logs.close();
  }

  private static void note(String text, Map<String, LoggedFailure> last) {
    JsonLines.parse(text.strip())
        .filter(line -> line.path("milestone").asText().equals(MILESTONE))
        .ifPresent(line ->
            last.merge(
                line.path("correlationId").asText(),
                LoggedFailure.of(line),
                (a, b) -> b.at().isBefore(a.at()) ? a : b));
  }
}
