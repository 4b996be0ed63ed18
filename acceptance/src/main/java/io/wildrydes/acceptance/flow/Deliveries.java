// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import io.wildrydes.acceptance.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Delivery's invocations and their calls of the partner, from the function's log lines.
///
/// A request id is not enough to know an invocation: Lambda tries an asynchronous event again under
/// the same one. An invocation lasts from its `DELIVERY_STARTED` to the line that ends it, the
/// platform's "timed out" among them. With `--slots` a process outlives the invocation that timed
/// out in it, so the function may go on after its end; what it does then is counted apart, since
/// Lambda's one-at-a-time environments would have been ended.
final class Deliveries {
  private static final Pattern TIMED_OUT =
      Pattern.compile("(\\S+Z) (\\S+) Task timed out after .*");

  private static final Pattern DIED = Pattern.compile("RequestId: (\\S+) Error: .*");

  private final List<Invocation> ended = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final Map<String, Open> open = new HashMap<>();
  private final Set<String> lastFailed = new HashSet<>();
  private Instant latest = Instant.EPOCH;
  private int lateCalls;
  private int lateSuccesses;

  /// Takes one more line, of whatever group.
  void take(LogLine line) {
    if (!line.isOf("delivery")) {
      return;
    }
    if (!line.milestone().isEmpty()) {
      latest = line.at();
    }
    switch (line.milestone()) {
      case "DELIVERY_STARTED" -> start(line);
      case "DELIVERY_ATTEMPT_FAILED" -> call(line, failure(line));
      case "DELIVERY_COMPLETED" -> {
        call(line, "200");
        end(line.requestId(), line.at(), Ending.COMPLETED);
      }
      case "DELIVERY_FAILED" -> end(line.requestId(), line.at(), Ending.FAILED);
      case "" -> endedByPlatform(line.text());
      default -> {}
    }
  }

  List<Invocation> ended() {
    return List.copyOf(ended);
  }

  /// Invocations that have begun and not ended.
  List<Open> running() {
    return List.copyOf(open.values());
  }

  /// The calls that Delivery knows the end of.
  List<Call> calls() {
    return List.copyOf(calls);
  }

  /// Orders whose last invocation did not complete, so that the platform has them still.
  Set<String> lastFailed() {
    return Set.copyOf(lastFailed);
  }

  /// Calls that ended after the invocation they belong to.
  int lateCalls() {
    return lateCalls;
  }

  /// Those of them that the partner took.
  int lateSuccesses() {
    return lateSuccesses;
  }

  private void start(LogLine line) {
    var begun = new Open(line.correlationId(), line.at(), new ArrayList<>());
    var unended = open.put(line.requestId(), begun);
    if (unended != null) { // its process died
      ended(unended.endedAt(begun.start(), Ending.CUT_OFF));
    }
  }

  private void call(LogLine line, String outcome) {
    var call = new Call(line.at(), outcome);
    calls.add(call);
    var invocation = open.get(line.requestId());
    if (invocation != null) {
      invocation.calls().add(call);
      return;
    }
    lateCalls++;
    lateSuccesses += outcome.equals("200") ? 1 : 0;
  }

  private void end(String requestId, Instant at, Ending ending) {
    Optional.ofNullable(open.remove(requestId))
        .ifPresent(invocation -> ended(invocation.endedAt(at, ending)));
  }

  private void ended(Invocation invocation) {
    ended.add(invocation);
    if (invocation.ending() == Ending.COMPLETED) {
      lastFailed.remove(invocation.correlationId());
    } else {
      lastFailed.add(invocation.correlationId());
    }
  }

  /// The line of a process that died has no time, so the time of the line before it must do.
  private void endedByPlatform(String text) {
    var timedOut = TIMED_OUT.matcher(text);
    var died = DIED.matcher(text);
    if (timedOut.matches()) {
      end(timedOut.group(2), Instant.parse(timedOut.group(1)), Ending.TIMED_OUT);
    } else if (died.matches()) {
      end(died.group(1), latest, Ending.CUT_OFF);
    }
  }

  /// The status, else what Delivery says of a call without an answer.
  private static String failure(LogLine line) {
    var status = line.json().path("statusCode");
    return status.isMissingNode() ? line.json().path("reason").asText() : status.asText();
  }

  /// How an invocation ended.
  enum Ending {
    COMPLETED,
    FAILED,
    TIMED_OUT,
    CUT_OFF
  }

  /// One call of the partner as Delivery saw it.
  ///
  /// @param at when it ended
  /// @param outcome the status, or why there is none
  record Call(Instant at, String outcome) {}

  /// An invocation under way.
  record Open(String correlationId, Instant start, List<Call> calls) {
    private Invocation endedAt(Instant at, Ending ending) {
      return new Invocation(correlationId, start, at, ending, calls.size());
    }
  }

  /// An invocation.
  ///
  /// @param calls of the partner within it that Delivery saw the end of
  record Invocation(String correlationId, Instant start, Instant end, Ending ending, int calls) {
    Duration duration() {
      return Duration.between(start, end);
    }
  }
}
