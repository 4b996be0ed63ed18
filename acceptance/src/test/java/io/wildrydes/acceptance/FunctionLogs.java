// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.acceptance.orders.Journeys;
import io.wildrydes.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the functions of a running stack have logged so far.
///
/// @param folder where the local cloud writes its log files
public record FunctionLogs(Path folder) {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /// Returns when every one of these orders is delivered.
  ///
  /// @throws AssertionError with those that are not, after a minute
  public void awaitDelivered(Set<String> correlationIds) {
    Await.until("all orders delivered", LIMIT, () -> undelivered(correlationIds), Set::isEmpty);
  }

  /// Returns when more lines of a function's log than this hold the text.
  ///
  /// @throws AssertionError after a minute
  public void awaitMoreThan(long count, String function, String text) {
    Await.until(
        "more than %d lines with %s".formatted(count, text),
        LIMIT,
        () -> count(function, text),
        seen -> seen > count);
  }

  /// How many lines of a function's log hold the text, the platform's lines included.
  public long count(String function, String text) {
    if (!Files.exists(file(function))) {
      return 0;
    }
    try (var lines = Files.lines(file(function))) {
      return lines.filter(line -> line.contains(text)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The lines that a function wrote itself about one order.
  public List<JsonNode> lines(String function, String correlationId) {
    var lines = new ArrayList<JsonNode>();
    try {
      JsonLines.read(file(function), lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines.removeIf(line -> !line.path("correlationId").asText().equals(correlationId));
    return lines;
  }

  /// The log file of a function.
  ///
  /// @param function as the template names it after the stack
  public Path file(String function) {
    return folder.resolve("aws/lambda/wild-rydes-" + function + ".log");
  }

  private Set<String> undelivered(Set<String> correlationIds) {
    try {
      var journeys = Journeys.read(folder);
      var undelivered = new HashSet<>(correlationIds);
      undelivered.removeIf(id -> journeys.of(id).isDelivered());
      return undelivered;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
