// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.io.IOException;
import java.util.Arrays;

/// Reads one request's body. What is kept grows with what has come, not with what was announced.
final class Body {
  private static final int FIRST_BYTES = 16 * 1024;
  private static final int MAX_CHUNK_LINE = 1024;
  private static final int MAX_SIZE_DIGITS = 15; // a long holds them, leading zeros and all
  private static final int HEX = 16;

  private final PeerInput in;
  private final int limit;
  private byte[] bytes = new byte[0];
  private int length;

  private Body(PeerInput in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /// The whole body.
  ///
  /// @param limit a longer one is refused as soon as that is known
  static byte[] read(PeerInput in, Framing framing, int limit)
      throws IOException, RefusedException {
    var body = new Body(in, limit);
    switch (framing) {
      case Framing.Length(var announced) -> body.add(announced);
      case Framing.Chunked() -> body.addChunks();
    }
    return body.length == body.bytes.length ? body.bytes : Arrays.copyOf(body.bytes, body.length);
  }

  private void addChunks() throws IOException, RefusedException {
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      add(size);
      in.lineEnd();
    }
    int left = MAX_CHUNK_LINE;
    for (var trailer = in.line(left); !trailer.isEmpty(); trailer = in.line(left)) {
      left -= trailer.length();
    }
  }

  private long chunkSize() throws IOException, RefusedException {
    var line = in.line(MAX_CHUNK_LINE);
    int end = line.indexOf(';');
    var size = (end < 0 ? line : line.substring(0, end)).stripTrailing();
    if (size.isEmpty()
        || size.length() > MAX_SIZE_DIGITS
        || !size.chars().allMatch(c -> c < 0x80 && Character.digit(c, HEX) >= 0)) {
      throw RefusedException.malformed();
    }
    return Long.parseLong(size, HEX);
  }

  private void add(long more) throws IOException, RefusedException {
    if (more > limit - length) {
      throw new RefusedException(Refusal.BODY_TOO_LARGE);
    }
    int end = length + (int) more;
    while (length < end) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(end, Math.max(FIRST_BYTES, 2 * length)));
      }
      length += in.read(bytes, length, Math.min(end, bytes.length) - length);
    }
  }
}
