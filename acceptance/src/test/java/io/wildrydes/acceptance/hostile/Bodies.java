// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// Bodies that are no JSON object, and some that are.
final class Bodies {
  private static final String[] NO_OBJECTS = {
    "",
    " ",
    "null",
    "true",
    "[]",
    "[{}]",
    "\"text\"",
    "1e9",
    "{",
    "}",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":1",
    "{\"a\":1}}",
    "{\"a\":1} {}",
    "{'a':1}",
    "{a:1}",
    "{\"a\":01}",
    "{\"a\":NaN}",
    "{\"a\":\"\u0000\"}",
    "{\"a\":\"\\u12\"}",
    "{\"a\":\"\\x\"}",
    "{\"a\":1,}",
    "<order/>",
    "a=b&c=d",
    "--boundary\r\n\r\n",
    "{/* comment */}"
  };
  private static final String[] OBJECTS = {
    "{}",
    "{\"order_id\":\"1\"}",
    "{\"order_id\":{}}",
    "{\"order_id\":null,\"order_id\":2}",
    "{\"\":\"\"}",
    "{\"meta_data2\":{\"correlation_id\":1}}",
    "{\"a\":\"\\u0000\"}",
    "{\"a\":-0.0e-999}",
    "{\"__proto__\":{\"x\":1}}",
    " \r\n\t{ \"order_id\" : \"\u00e9\" } "
  };

  private final Words words;

  Bodies(Words words) {
    this.words = words;
  }

  /// Something that no reader takes for a JSON object.
  byte[] noObject() {
    return switch (words.upTo(5)) {
      case 0 -> gzip("{\"order_id\":\"1\"}");
      case 1 -> Words.ascii("\u00ff\u00fe" + words.letters(words.upTo(20)));
      case 2 -> nested(2000 + words.upTo(3000));
      case 3 -> Words.ascii("{\"a\":\"\u00c3" + words.letters(3));
      default -> words.any(NO_OBJECTS).getBytes(StandardCharsets.UTF_8);
    };
  }

  /// A JSON object, odd as it may be.
  byte[] object() {
    return words.any(OBJECTS).getBytes(StandardCharsets.UTF_8);
  }

  /// A JSON object of exactly so many bytes.
  static byte[] objectOf(int bytes) {
    return ("{\"a\":\"" + "x".repeat(bytes - 8) + "\"}").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] nested(int levels) {
    return ("{\"a\":".repeat(levels) + "1" + "}".repeat(levels))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] gzip(String text) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
