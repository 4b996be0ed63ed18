// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Holds conversations drawn from a seed, a few at a time, and counts what came of them. Each one
/// is a function of the seed and its number, so that it can be held again alone.
final class Campaign {
  private static final int AT_ONCE = 6;
  private static final int MOST_FAILURES = 10;
  private static final int SHOWN = 1500;
  private static final int LONG_RUN = 40;

  /// Nothing of ours, and no trace of Java, belongs into an answer.
  private static final Pattern INTERNALS =
      Pattern.compile(
          "java\\.|javax\\.|jdk\\.|com\\.fasterxml|io\\.wildrydes\\.local|\\tat |Caused by|<h1>");

  private final long seed;
  private final Ports ports;
  private final Map<Category, Map<String, Integer>> outcomes = new EnumMap<>(Category.class);
  private final List<String> failures = new ArrayList<>();

  Campaign(long seed, Ports ports) {
    this.seed = seed;
    this.ports = ports;
  }

  /// Holds the conversations of these numbers.
  ///
  /// @return the first failures, each with the bytes that were sent; empty when all went well
  List<String> hold(int from, int to) throws InterruptedException {
    var places = new Semaphore(AT_ONCE);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = from; number < to && isGoingWell(); number++) {
        int drawn = number;
        places.acquire();
        executor.execute(() -> {
          try {
            hold(drawn);
          } finally {
            places.release();
          }
        });
      }
    }
    return failures();
  }

  /// How many conversations of each category ended with which statuses.
  synchronized String summary() {
    return outcomes.entrySet().stream()
        .map(entry -> {
          int all = entry.getValue().values().stream().mapToInt(Integer::intValue).sum();
          return "  %-15s %6d  %s".formatted(entry.getKey(), all, entry.getValue());
        })
        .collect(Collectors.joining("\n"));
  }

  private void hold(int number) {
    var random = new Random(seed * 1_000_003 + number);
    var category = Category.drawn(random);
    var conversation = category.make(random);
    var result = Peer.hold(conversation, ports.of(conversation.port()));
    var objection = result.objection();
    for (var answer : result.answers()) {
      boolean isFunctionsOwn = answer.has("X-Amz-Function-Error"); // with its stack, as on AWS
      if (!isFunctionsOwn && INTERNALS.matcher(answer.body() + answer.headers()).find()) {
        objection = "internals in an answer";
      }
    }
    count(category, result);
    if (!objection.isEmpty()) {
      fail(failure(number, category, conversation, result.answers(), objection));
    }
  }

  private synchronized void count(Category category, Peer.Result result) {
    var statuses =
        result.answers().stream()
            .map(answer -> Integer.toString(answer.status()))
            .distinct()
            .collect(Collectors.joining("+"));
    outcomes
        .computeIfAbsent(category, _ -> new TreeMap<>())
        .merge(statuses.isEmpty() ? "none" : statuses, 1, Integer::sum);
  }

  private String failure(
      int number,
      Category category,
      Conversation conversation,
      List<RawAnswer> answers,
      String why) {
    var wanted = conversation.wanted().stream().map(Wanted::name).toList();
    var sent = conversation.pieces().stream().map(Campaign::readable).toList();
    return """
    %s
      repeat alone: -Dhostile.seed=%d -Dhostile.only=%d (%s, port %s, then %s)
      wanted: %s
      got:    %s
      sent:   %s\
    """
        .formatted(
            why,
            seed,
            number,
            category,
            conversation.port(),
            conversation.ending(),
            wanted,
            cut(answers.toString()),
            String.join("\n          ", sent));
  }

  /// The exact bytes as text: what is not plain is `\xNN`, a long run of one byte is `(x)*count`.
  static String readable(byte[] bytes) {
    var text = new StringBuilder("\"");
    for (int i = 0; i < bytes.length; ) {
      int run = 1;
      while (i + run < bytes.length && bytes[i + run] == bytes[i]) {
        run++;
      }
      var one = readable(bytes[i] & 0xff);
      text.append(run > LONG_RUN ? "(" + one + ")*" + run : one.repeat(run));
      i += run;
    }
    return text.append('"').toString();
  }

  private static String readable(int octet) {
    return switch (octet) {
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\\' -> "\\\\";
      default ->
          octet < 0x20 || octet > 0x7e
              ? "\\x%02x".formatted(octet)
              : new String(new byte[] {(byte) octet}, StandardCharsets.US_ASCII);
    };
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  private synchronized void fail(String failure) {
    failures.add(failure);
  }

  private synchronized boolean isGoingWell() {
    return failures.size() < MOST_FAILURES;
  }

  private synchronized List<String> failures() {
    return List.copyOf(failures);
  }
}
