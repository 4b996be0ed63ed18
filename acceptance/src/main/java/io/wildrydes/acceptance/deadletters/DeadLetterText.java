// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Dead letters as people read them on a terminal.
///
/// @param failures what functions logged, by correlation id; empty when their log cannot be read
/// @param logGroup where those failures are
record DeadLetterText(Optional<Map<String, LoggedFailure>> failures, String logGroup) {

  /// One queue: how much is in it, who gave up into it, and each message looked at.
  String of(DeadLetterQueue queue, List<DeadLetter> letters) {
    var text = new StringBuilder();
    int count = Math.max(queue.visible(), letters.size());
    text.append("%s: %s%n".formatted(queue.name(), messages(count)));
    if (queue.inFlight() > 0) {
      text.append("  and %d that somebody works on now%n".formatted(queue.inFlight()));
    }
    letters.forEach(letter -> text.append(of(letter)));
    if (letters.size() < count) {
      text.append("  ... %d more; LIMIT= shows more%n".formatted(count - letters.size()));
    }
    return text.toString();
  }

  private String of(DeadLetter letter) {
    var text = new StringBuilder();
    text.append(
        "  order %s, correlation id %s%n"
            .formatted(orDash(letter.orderId()), orDash(letter.correlationId())));
    switch (letter.death()) {
      case Death.InQueue death -> inQueue(text, letter, death);
      case Death.AtRule death -> atRule(text, letter, death);
      case Death.InFunction death -> inFunction(text, letter, death);
      case Death.Unknown _ -> {
        line(text, "sent", letter.sentAt());
        line(text, "given up", "by nobody that says so; the message names neither hop nor reason");
      }
    }
    line(text, "received", letter.receives() + " times so far, this look included");
    return text.toString();
  }

  private void inQueue(StringBuilder text, DeadLetter letter, Death.InQueue death) {
    var source = DeadLetterQueue.nameIn(death.sourceArn());
    line(text, "queued", letter.sentAt() + ", in " + source);
    line(text, "given up", "by SQS, which keeps neither reason nor time: too many receives");
    if (failures.isEmpty()) {
      line(text, "last failure", "unknown, log group " + logGroup + " cannot be read");
    } else {
      var failure = Optional.ofNullable(failures.get().get(letter.correlationId()));
      line(
          text,
          "last failure",
          failure.map(DeadLetterText::told).orElse("none logged in " + logGroup));
    }
    next(text, letter, logGroup);
  }

  private void atRule(StringBuilder text, DeadLetter letter, Death.AtRule death) {
    line(text, "died", letter.sentAt());
    line(
        text,
        "given up",
        "by rule %s, handing over to %s"
            .formatted(
                DeadLetterQueue.nameIn(death.ruleArn()),
                DeadLetterQueue.nameIn(death.targetArn())));
    var limit = death.condition().isEmpty() ? "" : ", until " + death.condition();
    line(
        text,
        "reason",
        "%s %s (%s retries%s)".formatted(death.code(), death.message(), death.retries(), limit));
    line(
        text, "look next", "at target " + death.targetArn() + ": is it there, may the rule use it");
  }

  private void inFunction(StringBuilder text, DeadLetter letter, Death.InFunction death) {
    line(text, "died", letter.sentAt());
    var by = death.code().equals("200") ? "which failed" : "status " + death.code();
    line(text, "given up", "by Lambda, invoking the function: " + by);
    line(text, "reason", death.message());
    line(text, "request id", death.requestId());
    next(text, letter, logGroup);
  }

  private static void next(StringBuilder text, DeadLetter letter, String logGroup) {
    if (!letter.correlationId().isEmpty()) {
      line(
          text,
          "look next",
          "aws logs filter-log-events --log-group-name %s --filter-pattern '\"%s\"'"
              .formatted(logGroup, letter.correlationId()));
    }
  }

  private static String told(LoggedFailure failure) {
    return "%s %s (%s)".formatted(failure.at(), failure.reason(), failure.detail());
  }

  private static String messages(int count) {
    return switch (count) {
      case 0 -> "empty";
      case 1 -> "1 message";
      default -> count + " messages";
    };
  }

  private static String orDash(String value) {
    return value.isEmpty() ? "-" : value;
  }

  private static void line(StringBuilder text, String label, Object value) {
    text.append("    %-13s %s%n".formatted(label, value));
  }

  /// The earliest time from which failures of these letters can be in a log.
  static Instant earliest(List<DeadLetter> letters, Instant otherwise) {
    return letters.stream().map(DeadLetter::sentAt).min(Instant::compareTo).orElse(otherwise);
  }
}
