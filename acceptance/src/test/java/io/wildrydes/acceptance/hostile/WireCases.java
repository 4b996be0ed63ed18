// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import io.wildrydes.acceptance.hostile.Conversation.Ending;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What goes wrong below the level of an API: on both ports alike.
final class WireCases {
  private static final String[] BAD_TARGETS = {
    "*",
    "publicapi/live",
    "",
    "/%",
    "/%4",
    "/%zz",
    "/%u0041",
    "/a|b",
    "/?a|b",
    "/?{x}",
    "/\u00e9",
    "/a\\b",
    "/\"",
    "/<a>",
    "/^",
    "/`",
    "/#f",
    "/?%",
    "ftp://localhost/",
    "https://localhost/",
    "localhost:80",
    "//?\u0080",
    "/a?b#c",
    "\\",
    "/{proxy+}"
  };
  private static final String[] BAD_VERSIONS = {
    "HTTP/2.0",
    "HTTP/1.2",
    "HTTP/0.9",
    "HTTP/1",
    "HTTP/1.1x",
    "http/1.1",
    "HTTPS/1.1",
    "HTTP/-1.1",
    ""
  };
  private static final String[] BAD_METHODS = {
    "", "G T", "G\u00e9T", "GET\t", "(GET)", "GET:", "{}", "\"GET\"", "GET,POST", "@"
  };
  private static final String[] BAD_FIELDS = {
    ": no name",
    "no colon",
    "name : value",
    "na me: value",
    "n\u00e4me: value",
    " folded: value",
    "\tfolded",
    "name: a\u0000b",
    "name: a\u0001",
    "name: a\u007f",
    "name: a\u0008",
    "n(a)me: value",
    "name: a\rb: c",
    "name: a\nb: c",
    "Host: localhost",
    "Host: example.com",
    "Content-Length: -1",
    "Content-Length: ",
    "Content-Length: 1e1",
    "Content-Length: 0x10",
    "Content-Length: 1 1",
    "Content-Length: 99999999999999999999",
    "Transfer-Encoding: gzip",
    "Transfer-Encoding: identity",
    "Transfer-Encoding: chunked;q=1",
    "Transfer-Encoding: ",
    "name: a\r\n folded: b"
  };

  private WireCases() {}

  static Conversation malformedHead(Words words) {
    var method = words.any("GET", "POST", "PUT", "BREW");
    var target = "/publicapi/live" + words.path();
    var version = "HTTP/1.1";
    var host = words.host();
    var field = "";
    switch (words.upTo(5)) {
      case 0 -> method = words.any(BAD_METHODS);
      case 1 -> target = words.any(BAD_TARGETS);
      case 2 -> version = words.any(BAD_VERSIONS);
      case 3 -> host = "";
      default -> field = words.any(BAD_FIELDS) + "\r\n";
    }
    var line = method + words.any(" ", " ", " ", "  ", "\t") + target + " " + version;
    if (field.isEmpty() && words.oneIn(6)) {
      line = line.replace(" ", "");
    }
    var text = line + "\r\n" + host + words.headers() + field + words.headers() + "\r\n";
    return refused(words, Words.ascii(text));
  }

  static Conversation garbage(Words words) {
    byte[] bytes =
        switch (words.upTo(5)) {
          case 0 -> Words.ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
          case 1 -> Words.join("\u0016\u0003\u0001\u0002\u0000\u0001", words.bytes(200));
          case 2 -> new byte[1 + words.upTo(300)];
          case 3 -> Words.ascii(words.letters(1 + words.upTo(300)) + words.any("", "\r\n", "\n\n"));
          case 4 -> Words.ascii("EHLO " + words.letters(5) + "\r\n");
          default -> words.bytes(1 + words.upTo(300));
        };
    return refused(words, bytes).ending(Ending.HALF_CLOSE);
  }

  static Conversation smuggling(Words words) {
    var hidden = "GET /publicapi/live/hidden HTTP/1.1\r\n" + words.host() + "\r\n";
    var framing =
        words.any(
            "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
            "Content-Length: 0\r\nContent-Length: " + hidden.length() + "\r\n",
            "Content-Length: 4\r\ncontent-length: 4\r\n",
            "Content-Length: 4, 4\r\n",
            "Content-Length: +4\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
            "Transfer-Encoding: identity, chunked\r\n",
            "Transfer-Encoding: chunked, identity\r\n",
            "Transfer-Encoding: xchunked\r\n",
            "Transfer-Encoding:\u000bchunked\r\n",
            "Transfer-Encoding : chunked\r\n",
            "X: y\rTransfer-Encoding: chunked\r\n",
            "X: y\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding\r\n : chunked\r\n");
    var text =
        "POST /publicapi/live/notify HTTP/1.1\r\n"
            + words.host()
            + framing
            + "\r\n0\r\n\r\n"
            + hidden;
    return refused(words, Words.ascii(text));
  }

  static Conversation badChunks(Words words) {
    var chunks =
        words.any(
            "zz\r\n",
            "\r\n",
            "-1\r\na\r\n",
            "+1\r\na\r\n",
            "0x1\r\na\r\n",
            "1\na\r\n",
            "1\r\nab\r\n",
            "2\r\na\r\n\r\n",
            "1 1\r\na\r\n",
            "ffffffffffffffff\r\n",
            "00000000000000001\r\n",
            "1\r\na\n0\r\n",
            "1\r\na\r\n0\r\nbad\u0000trailer: x\r\n\r\n",
            "\u00ff\r\n",
            "1;\u0000\r\na\r\n",
            "1,1\r\na\r\n");
    return refused(words, Words.ascii(chunkedHead(words) + chunks));
  }

  static Conversation brokenOff(Words words) {
    byte[] whole = request(words);
    int to = 1 + words.upTo(whole.length - 2);
    return refused(words, Arrays.copyOf(whole, to)).ending(Ending.HALF_CLOSE);
  }

  static Conversation abandoned(Words words) {
    byte[] whole = request(words);
    int to = words.upTo(whole.length);
    return new Conversation(
        words.any(Port.values()),
        List.of(Arrays.copyOf(whole, to)),
        words.any(Ending.CLOSE, Ending.RESET),
        List.of(),
        false);
  }

  static Conversation hugeHead(Words words) {
    var field = words.letters(1 + words.upTo(20)) + ": ";
    var text =
        switch (words.upTo(2)) {
          case 0 -> "GET /" + "a".repeat(66_000) + " HTTP/1.1\r\n" + words.host();
          case 1 -> "GET / HTTP/1.1\r\n" + words.host() + (field + "b\r\n").repeat(250);
          default -> "GET / HTTP/1.1\r\n" + words.host() + field + "c".repeat(100_000) + "\r\n";
        };
    var port = words.any(Port.values());
    var wanted = port == Port.AWS ? Wanted.AWS_HEAD_TOO_LARGE : Wanted.HEAD_TOO_LARGE;
    return Conversation.of(port, Words.ascii(text + "\r\n"), wanted);
  }

  static Conversation foreign(Words words) {
    var elsewhere =
        words.any(
            "example.com",
            "127.0.0.1.example.com",
            "localhost.example.com",
            "notlocalhost",
            "0.0.0.0",
            "127.0.0.2",
            "[::2]",
            "2130706433",
            "localhost@example.com",
            "example.com:3000",
            "",
            "::1");
    var who =
        switch (words.upTo(3)) {
          case 0 -> "Host: " + elsewhere + "\r\n";
          case 1 ->
              words.host() + "Origin: " + words.any("http://", "https://") + elsewhere + "\r\n";
          case 2 -> words.host() + "Origin: null\r\n";
          default -> words.host() + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n";
        };
    var text = words.any("GET", "POST", "OPTIONS") + " /publicapi/live/notify HTTP/1.1\r\n" + who;
    var port = words.any(Port.values());
    return Conversation.of(
        port, Words.ascii(text + "\r\n"), port == Port.AWS ? Wanted.AWS_FOREIGN : Wanted.FOREIGN);
  }

  /// Good requests after each other, the last one bad now and then.
  static Conversation pipelined(Words words) {
    var bytes = new ByteArrayOutputStream();
    var wanted = new ArrayList<Wanted>();
    IntStream.rangeClosed(0, 1 + words.upTo(5))
        .forEach(_ -> {
          bytes.writeBytes(request(words));
          wanted.add(Wanted.NO_ROUTE);
        });
    if (words.oneIn(3)) {
      bytes.writeBytes(Words.ascii("GET /%zz HTTP/1.1\r\n" + words.host() + "\r\n"));
      wanted.add(Wanted.MALFORMED);
    }
    return new Conversation(
        Port.GATEWAY, words.inPieces(bytes.toByteArray(), 4), Ending.READ, wanted, false);
  }

  static Conversation dribbled(Words words) {
    return Conversation.of(Port.GATEWAY, new byte[0], Wanted.NO_ROUTE)
        .in(words.inPieces(request(words), 40));
  }

  static Conversation oldHttp(Words words) {
    var text =
        "GET /publicapi/live/old HTTP/1.0\r\n"
            + words.any("", words.host())
            + words.any("", "Connection: keep-alive\r\n", "Connection: close\r\n");
    return Conversation.of(Port.GATEWAY, Words.ascii(text + "\r\n"), Wanted.NO_ROUTE);
  }

  /// A good request to a route that is not there, with a body or without.
  private static byte[] request(Words words) {
    byte[] body = Words.ascii(words.letters(words.upTo(300)));
    var head = "POST /publicapi/live/nothing" + words.query() + " HTTP/1.1\r\n" + words.host();
    return words.oneIn(2)
        ? Words.join(head + "Content-Length: " + body.length + "\r\n\r\n", body)
        : Words.join(head + "Transfer-Encoding: chunked\r\n\r\n", words.chunked(body));
  }

  private static String chunkedHead(Words words) {
    return "POST /publicapi/live/notify HTTP/1.1\r\n"
        + words.host()
        + words.any("Transfer-Encoding: chunked", "transfer-encoding:CHUNKED")
        + "\r\n\r\n";
  }

  private static Conversation refused(Words words, byte[] request) {
    var port = words.any(Port.values());
    return Conversation.of(
            port, request, port == Port.AWS ? Wanted.AWS_MALFORMED : Wanted.MALFORMED)
        .in(words.inPieces(request, 1 + words.upTo(3)));
  }
}
