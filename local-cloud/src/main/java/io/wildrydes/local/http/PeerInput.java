// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What one peer sends: bytes, and lines that end with CRLF. For one thread.
final class PeerInput {
  private static final int SHORT_LINE = 256;
  private static final int SPACE = 0x20;
  private static final int DELETE = 0x7f;

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int next;
  private int end;

  PeerInput(InputStream in) {
    this.in = in;
  }

  /// Waits for a byte; false when the peer will send none.
  boolean await() throws IOException {
    return next < end || fill();
  }

  /// Whether a byte is here already.
  boolean isReady() {
    return next < end;
  }

  /// Fills the part of the array, or as much of it as is here.
  ///
  /// @return how many bytes there are, at least one
  int read(byte[] into, int from, int length) throws IOException, RefusedException {
    if (next == end && length >= buffer.length) {
      int read = in.read(into, from, length); // a long body needs no second copy
      if (read < 0) {
        throw RefusedException.malformed();
      }
      return read;
    }
    requireByte();
    int read = Math.min(length, end - next);
    System.arraycopy(buffer, next, into, from, read);
    next += read;
    return read;
  }

  /// Reads on and keeps nothing, until the peer stops sending or the limit is reached.
  void discard(long limit) throws IOException {
    next = end;
    long left = limit;
    while (left > 0) {
      int read = in.read(buffer, 0, buffer.length);
      left = read < 0 ? 0 : left - read;
    }
  }

  /// The line without its CRLF, each byte a character. Refused as soon as it has another control
  /// character than a tab, a line feed of its own, or more bytes than the limit.
  String line(int limit) throws IOException, RefusedException {
    byte[] line = new byte[SHORT_LINE];
    int length = 0;
    for (int b = octet(); b != '\r'; b = octet()) {
      if ((b < SPACE && b != '\t') || b == DELETE) {
        throw RefusedException.malformed();
      }
      if (length == limit) {
        throw new RefusedException(Refusal.HEAD_TOO_LARGE);
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = (byte) b;
    }
    if (octet() != '\n') {
      throw RefusedException.malformed();
    }
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }

  /// The CRLF that must come next.
  void lineEnd() throws IOException, RefusedException {
    if (octet() != '\r' || octet() != '\n') {
      throw RefusedException.malformed();
    }
  }

  private int octet() throws IOException, RefusedException {
    if (next == end) {
      requireByte();
    }
    return buffer[next++] & 0xff;
  }

  private void requireByte() throws IOException, RefusedException {
    if (!await()) {
      throw RefusedException.malformed(); // broken off
    }
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer, 0, buffer.length));
    return end > 0;
  }
}
