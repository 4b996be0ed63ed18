// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Bits of requests, drawn from one random source.
final class Words {
  /// What a path or query may hold, however odd.
  private static final String[] VALID_PATH_PARTS = {
    "publicapi",
    "partnerapi",
    "PublicApi",
    "live",
    "LIVE",
    "slow",
    "notify2",
    "notify%",
    "..",
    ".",
    "%2e%2e",
    "%2F",
    "%5c",
    "%00",
    "%0d%0a",
    "%ff%fe",
    "%c0%af",
    "%F0%9F%A6%84",
    "a+b",
    "~",
    "*",
    "{proxy+}",
    ";v=1",
    "(a)",
    "@",
    "$",
    "!",
    "'",
    "x=y",
    ":80",
    ""
  };

  private static final String[] QUERY_PARTS = {
    "a=b", "a", "=", "&", "%00", "%ff", "a=%zz", "a=b;c=d", "?", "/", "a[]=1", "%26", "+", "a=a=a"
  };
  private static final String[] HEADER_VALUES = {
    "",
    "x",
    "*/*",
    "application/json",
    "text/html;q=\u00e9",
    "gzip",
    "\u00ff\u00fe",
    "a, b,, c",
    "\"unclosed",
    "${jndi:ldap://127.0.0.1/a}",
    "{{7*7}}",
    "../../etc/passwd",
    "'; DROP TABLE x;--",
    "Root=1-0-0;Parent=;Sampled=2",
    ";;=;Root",
    "%0d%0aX-Injected: 1",
    "-1",
    "9".repeat(400)
  };
  private static final String[] HEADER_NAMES = {
    "Accept",
    "Accept-Encoding",
    "Content-Type",
    "Content-Encoding",
    "User-Agent",
    "Cookie",
    "Via",
    "Range",
    "If-Match",
    "Upgrade",
    "TE",
    "Trailer",
    "X-Amzn-Trace-Id",
    "x-amzn-RequestId",
    "Referer",
    "x-correlation-id",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-HTTP-Method-Override",
    "Forwarded",
    "X-Original-URL",
    "x-amz-apigw-id",
    "Proxy",
    "Max-Forwards",
    "a",
    "!#$%&'*+-.^_`|~",
    "x_y",
    "1"
  };

  private final Random random;

  Words(Random random) {
    this.random = random;
  }

  int upTo(int most) {
    return random.nextInt(most + 1);
  }

  boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  @SafeVarargs
  final <T> T any(T... choices) {
    return choices[upTo(choices.length - 1)];
  }

  <T> T any(List<T> choices) {
    return choices.get(upTo(choices.size() - 1));
  }

  /// A path that reaches no route: what it holds is allowed in a URI.
  String path() {
    return "/"
        + IntStream.range(0, upTo(6))
            .mapToObj(_ -> any(VALID_PATH_PARTS))
            .map(part -> part.replace("{", "%7B").replace("}", "%7D"))
            .map(part -> part.equals("notify%") ? "notify%20" : part)
            .collect(Collectors.joining(any("/", "//", "")));
  }

  /// A query, percent-encoded well; empty, or with its `?`.
  String query() {
    return random.nextBoolean()
        ? ""
        : "?"
            + IntStream.range(0, upTo(8))
                .mapToObj(_ -> any(QUERY_PARTS))
                .map(part -> part.replace("%zz", "%5A"))
                .collect(Collectors.joining("&"));
  }

  /// Header lines that HTTP allows, at most a dozen.
  String headers() {
    return IntStream.range(0, upTo(12))
        .mapToObj(_ -> any(HEADER_NAMES) + ":" + any(" ", "", "\t", "  ") + any(HEADER_VALUES))
        .map(line -> line + "\r\n")
        .collect(Collectors.joining());
  }

  /// A local `Host` line.
  String host() {
    return any("Host: ", "host:", "HOST:\t")
        + any("127.0.0.1:3000", "localhost", "LOCALHOST:80", "[::1]:1", "a.localhost")
        + "\r\n";
  }

  String letters(int length) {
    return random
        .ints(length, 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /// The same bytes in pieces.
  List<byte[]> inPieces(byte[] whole, int most) {
    var pieces = new ArrayList<byte[]>();
    int from = 0;
    while (from < whole.length) {
      int to = pieces.size() == most - 1 ? whole.length : from + 1 + upTo(whole.length - from - 1);
      pieces.add(Arrays.copyOfRange(whole, from, to));
      from = to;
    }
    return pieces;
  }

  /// A body in valid chunks of odd sizes, with extensions and trailers now and then.
  byte[] chunked(byte[] body) {
    var out = new ByteArrayOutputStream();
    for (var piece : inPieces(body, 1 + upTo(8))) {
      var size = Integer.toHexString(piece.length);
      out.writeBytes(
          ascii(any("", "0", "000") + (oneIn(2) ? size.toUpperCase(Locale.ROOT) : size)));
      out.writeBytes(ascii(any("", "", ";a=b", ";a=\"b;c\"", " ") + "\r\n"));
      out.writeBytes(piece);
      out.writeBytes(ascii("\r\n"));
    }
    out.writeBytes(
        ascii(any("0", "00", "0;last") + "\r\n" + any("", "", "Trailer: x\r\n") + "\r\n"));
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] join(String head, byte[] body) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(ascii(head));
    out.writeBytes(body);
    return out.toByteArray();
  }
}
