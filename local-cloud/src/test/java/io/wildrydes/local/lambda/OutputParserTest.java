// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutputParserTest {
  private final List<String> events = new ArrayList<>();
  private final OutputParser parser = new OutputParser(events::add);

  @Test
  void cutsPlainOutputAtLineEnds() {
    accept("first\nsecond\r\n\nunfinis");
    accept("hed");

    assertThat(events).containsExactly("first", "second");
    parser.flush();
    assertThat(events).containsExactly("first", "second", "unfinished");
  }

  @Test
  void takesAFrameAsOneEventWhateverItHolds() {
    accept(frame("line 1\nline 2"));
    accept(frame("next"));

    assertThat(events).containsExactly("line 1\nline 2", "next");
  }

  @Test
  void tellsFramesFromPlainOutputAroundThem() {
    accept("before ");
    accept(frame("framed"));
    accept("after\n");

    assertThat(events).containsExactly("before", "framed", "after");
  }

  @Test
  void takesAFrameThatArrivesByteByByte() {
    for (byte next : frame("slow")) {
      parser.accept(new byte[] {next}, 1);
    }

    assertThat(events).containsExactly("slow");
  }

  @Test
  void keepsCharactersThatHoldTheFirstByteOfAFrame() {
    accept("5 ¥, ॥Z and 天\n"); // ¥ is c2 a5, ॥ is e0 a5 a5

    assertThat(events).containsExactly("5 ¥, ॥Z and 天");
  }

  @Test
  void cutsAnEventOfMoreThan256Kilobytes() {
    accept("x".repeat(300 * 1024) + "\n");

    assertThat(events).extracting(String::length).containsExactly(256 * 1024, 44 * 1024);
  }

  private void accept(String text) {
    accept(text.getBytes(StandardCharsets.UTF_8));
  }

  private void accept(byte[] bytes) {
    parser.accept(bytes, bytes.length);
  }

  private static byte[] frame(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(16 + bytes.length)
        .putInt(0xa55a0003)
        .putInt(bytes.length)
        .putLong(1_000_000L)
        .put(bytes)
        .array();
  }
}
