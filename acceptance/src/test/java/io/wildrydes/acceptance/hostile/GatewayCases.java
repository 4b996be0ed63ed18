// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Good HTTP that the template's APIs should not be sent.
final class GatewayCases {
  private static final int KILOBYTE = 1024;
  private static final int MEGABYTE = 1024 * KILOBYTE;
  private static final String NOTIFY = "POST /publicapi/live/notify";

  private GatewayCases() {}

  static Conversation route(Words words) {
    var target =
        words.any(
                "", "/publicapi", "/publicapi/live", "/publicapi/live/notify/x", "/partnerapi/live")
            + words.path()
            + words.query();
    var prefix = words.any("", "", "http://localhost", "HTTP://127.0.0.1:3000");
    return request(
        words,
        words.any("GET", "POST", "PUT", "DELETE") + " " + prefix + target,
        "",
        Wanted.anyOf(Wanted.NO_STAGE, Wanted.NO_ROUTE));
  }

  static Conversation method(Words words) {
    var method =
        words.any(
            "GET",
            "PUT",
            "DELETE",
            "PATCH",
            "TRACE",
            "post",
            "Post",
            "BREW",
            "PROPFIND",
            "M-SEARCH",
            "!",
            "X".repeat(200),
            "HEAD",
            "OPTIONS");
    var wanted = method.equals("OPTIONS") ? Wanted.PREFLIGHT : Wanted.NO_ROUTE;
    var conversation =
        request(words, method + " /publicapi/live/notify" + words.query(), "", wanted);
    return method.equals("HEAD")
        ? new Conversation(
            conversation.port(),
            conversation.pieces(),
            conversation.ending(),
            List.of(wanted.withoutBody(403)),
            true)
        : conversation;
  }

  static Conversation headers(Words words) {
    var head = words.headers() + words.headers() + words.headers();
    if (words.oneIn(10)) {
      head += "X-Long: " + words.any("\u00ff", "a,", "%00").repeat(words.upTo(15_000)) + "\r\n";
    }
    return words.oneIn(2)
        ? request(words, "OPTIONS /publicapi/live/notify", head, Wanted.PREFLIGHT)
        : request(words, "GET /partnerapi/live/nothing", head, Wanted.NO_ROUTE);
  }

  static Conversation key(Words words) {
    var key =
        switch (words.upTo(4)) {
          case 0 -> "";
          case 1 -> "x-api-key:\r\n";
          case 2 -> "X-API-KEY: " + words.letters(40) + "\r\n";
          case 3 -> "x-api-key: \u00ff\r\nx-api-key: " + words.letters(30) + "\r\n";
          default -> "x-api-key: " + words.letters(40).repeat(200) + "\r\n";
        };
    return request(words, "POST /partnerapi/live/slow", key + words.headers(), Wanted.NO_KEY);
  }

  static Conversation badOrder(Words words) {
    return order(words, new Bodies(words).noObject(), Wanted.INVALID_ORDER);
  }

  static Conversation oddOrder(Words words) {
    if (words.oneIn(4)) {
      var refused = words.any("{\"a\":\"\\ud800\"}", "{\"meta_data\":{\"correlation_id\":1}}");
      return order(words, Words.ascii(refused), Wanted.INVALID_ORDER);
    }
    return order(words, new Bodies(words).object(), Wanted.ACCEPTED);
  }

  /// Around the limits: an order's 200 KB, Lambda's 6 MB, the gateway's 10 MB.
  static Conversation size(Words words) {
    int order = 200 * KILOBYTE;
    if (!words.oneIn(12)) {
      return words.oneIn(10)
          ? order(words, Bodies.objectOf(order), Wanted.ACCEPTED)
          : order(words, Bodies.objectOf(order + 1 + words.upTo(900)), Wanted.ORDER_TOO_LARGE);
    }
    int gateway = 10 * MEGABYTE;
    return words.any(
        order(words, Bodies.objectOf(7 * MEGABYTE), Wanted.TOO_LARGE),
        order(words, Bodies.objectOf(gateway), Wanted.TOO_LARGE),
        order(words, Bodies.objectOf(gateway + 1), Wanted.TOO_LARGE),
        order(words, Bodies.objectOf(gateway + MEGABYTE), Wanted.TOO_LARGE));
  }

  private static Conversation order(Words words, byte[] body, Wanted wanted) {
    var type =
        words.any(
            "",
            "Content-Type: application/json\r\n",
            "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n",
            "Content-Type: multipart/form-data; boundary=x\r\n",
            "Content-Type: \u00ff/\u00fe\r\n");
    boolean isChunked = words.oneIn(3) && body.length > 0;
    var framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length;
    var head = NOTIFY + " HTTP/1.1\r\n" + words.host() + type + framing + "\r\n\r\n";
    return Conversation.of(
        Port.GATEWAY, Words.join(head, isChunked ? words.chunked(body) : body), wanted);
  }

  private static Conversation request(Words words, String line, String headers, Wanted wanted) {
    var text = line + " HTTP/1.1\r\n" + words.host() + headers + "\r\n";
    return Conversation.of(Port.GATEWAY, text.getBytes(StandardCharsets.ISO_8859_1), wanted);
  }
}
