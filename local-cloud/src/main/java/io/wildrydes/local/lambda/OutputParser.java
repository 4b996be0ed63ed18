// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Cuts what a function's process writes into log events. Plain output is cut at line ends; what
/// goes through the runtime client's logger comes in frames, one event each, whatever lines it
/// holds:
///
/// ```
/// a5 5a 00 xx | length, 4 bytes | microseconds, 8 bytes | text     (numbers big endian)
/// ```
///
/// Those first three bytes do not occur in text, so that frames and plain output in one stream are
/// told apart. An event over 256 KB is cut into several, as CloudWatch Logs demands
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html). Not
/// thread-safe.
final class OutputParser {
  static final int MAX_EVENT_BYTES = 256 * 1024;
  private static final byte[] MAGIC = {(byte) 0xa5, 0x5a, 0x00};
  private static final int HEADER_BYTES = 16;
  private static final int LENGTH_AT = 4;

  private final Consumer<String> events;
  private final ByteArrayOutputStream event = new ByteArrayOutputStream();
  private final byte[] header = new byte[HEADER_BYTES];
  private int headerBytes;
  private int frameBytesLeft;

  OutputParser(Consumer<String> events) {
    this.events = events;
  }

  /// Takes the next bytes of the stream.
  void accept(byte[] bytes, int length) {
    int at = 0;
    while (at < length) {
      int run = plainRun(bytes, at, length);
      event.write(bytes, at, run);
      at += run;
      if (at < length) {
        accept(bytes[at]);
        at++;
      }
    }
  }

  /// Ends an event that has no line end yet, because its writer is gone.
  void flush() {
    if (event.size() > 0) {
      emit();
    }
  }

  /// How many bytes from there on are text that ends no event: whole lines are copied, not bytes.
  private int plainRun(byte[] bytes, int from, int length) {
    if (frameBytesLeft > 0 || headerBytes > 0) {
      return 0;
    }
    int end = Math.min(length, from + MAX_EVENT_BYTES - 1 - event.size());
    int at = from;
    while (at < end && bytes[at] != '\n' && bytes[at] != MAGIC[0]) {
      at++;
    }
    return at - from;
  }

  private void accept(byte next) {
    if (frameBytesLeft > 0) {
      acceptFramed(next);
    } else if (headerBytes < MAGIC.length) {
      acceptPlainOrMagic(next);
    } else {
      acceptHeader(next);
    }
  }

  private void acceptPlainOrMagic(byte next) {
    if (next == MAGIC[headerBytes]) {
      headerBytes++;
      return;
    }
    int mistaken = headerBytes;
    headerBytes = 0;
    for (int i = 0; i < mistaken; i++) {
      acceptPlain(MAGIC[i]);
    }
    if (mistaken > 0) {
      acceptPlainOrMagic(next);
    } else {
      acceptPlain(next);
    }
  }

  private void acceptHeader(byte next) {
    header[headerBytes++] = next;
    if (headerBytes == HEADER_BYTES) {
      headerBytes = 0;
      flush();
      frameBytesLeft = length();
    }
  }

  private int length() {
    int length = 0;
    for (int i = LENGTH_AT; i < LENGTH_AT + Integer.BYTES; i++) {
      length = (length << Byte.SIZE) | (header[i] & 0xff);
    }
    return Math.max(0, length);
  }

  private void acceptFramed(byte next) {
    event.write(next);
    frameBytesLeft--;
    if (frameBytesLeft == 0 || event.size() == MAX_EVENT_BYTES) {
      emit();
    }
  }

  private void acceptPlain(byte next) {
    if (next == '\n') {
      emit();
      return;
    }
    event.write(next);
    if (event.size() == MAX_EVENT_BYTES) {
      emit();
    }
  }

  private void emit() {
    var text = event.toString(StandardCharsets.UTF_8).stripTrailing();
    event.reset();
    if (!text.isEmpty()) {
      events.accept(text);
    }
  }
}
