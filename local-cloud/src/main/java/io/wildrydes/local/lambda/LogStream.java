// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/// The log stream of one environment. Remembers the last 4 KB, which `X-Amz-Log-Type: Tail` asks
/// for. Thread-safe by its own monitor; the sink is called while it is held, so that events arrive
/// in order.
final class LogStream {
  static final int TAIL_BYTES = 4096;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final FunctionVersion version;
  private final String name;
  private final LogSink sink;
  private final InstantSource clock;
  private final Deque<String> tail = new ArrayDeque<>();
  private int tailChars;

  LogStream(FunctionVersion version, String name, LogSink sink, InstantSource clock) {
    this.version = version;
    this.name = name;
    this.sink = sink;
    this.clock = clock;
  }

  /// The stream's name: `2026/11/20/[$LATEST]<32 hex digits>`.
  static String name(FunctionVersion version, Instant now, String uuid) {
    return DAY.format(now) + "/[" + version.number() + "]" + uuid.replace("-", "");
  }

  String group() {
    return version.function().surroundings().logGroup();
  }

  String name() {
    return name;
  }

  /// Writes one event.
  synchronized void write(String text) {
    tail.addLast(text);
    tailChars += text.length() + 1;
    while (tail.size() > 1 && tailChars - tail.getFirst().length() - 1 >= TAIL_BYTES) {
      tailChars -= tail.removeFirst().length() + 1;
    }
    sink.accept(new LogSink.Line(group(), name, clock.instant(), text, version.name()));
  }

  /// Forgets what was written before the invocation that starts now.
  synchronized void beginTail() {
    tail.clear();
    tailChars = 0;
  }

  /// The last 4 KB written since the invocation began.
  synchronized String tail() {
    var bytes = (String.join("\n", tail) + "\n").getBytes(StandardCharsets.UTF_8);
    int from = Math.max(0, bytes.length - TAIL_BYTES);
    return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
  }
}
