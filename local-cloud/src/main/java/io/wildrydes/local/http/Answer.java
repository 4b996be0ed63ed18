// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/// Writes answers as bytes.
final class Answer {
  /// The server's own, whatever a handler says.
  private static final Set<String> RESERVED = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int FIRST_WITH_BODY = 200;

  static {
    RESERVED.addAll(Set.of("Connection", "Content-Length", "Date", "Transfer-Encoding"));
  }

  private Answer() {}

  /// The status line and headers.
  ///
  /// @param connection the value of the header `Connection`; empty leaves it out
  /// @throws IllegalStateException when a header cannot be sent, which is the handler's mistake
  static byte[] head(Response response, String date, String connection) {
    var head = new StringBuilder(512);
    head.append("HTTP/1.1 ").append(response.status()).append(' ');
    head.append(reason(response.status())).append("\r\n");
    append(head, "Date", date);
    response
        .headers()
        .forEach((name, values) -> {
          if (!RESERVED.contains(name)) {
            values.forEach(value -> append(head, name, value));
          }
        });
    if (mayHaveBody(response)) {
      append(head, "Content-Length", Integer.toString(response.body().length));
    }
    if (!connection.isEmpty()) {
      append(head, "Connection", connection);
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  static boolean mayHaveBody(Response response) {
    return response.status() >= FIRST_WITH_BODY
        && response.status() != NO_CONTENT
        && response.status() != NOT_MODIFIED;
  }

  private static void append(StringBuilder head, String name, String value) {
    if (name.indexOf('\n') >= 0 || value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      throw new IllegalStateException("header " + name.strip() + " has a line end");
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 202 -> "Accepted";
      case 204 -> "No Content";
      case 301 -> "Moved Permanently";
      case 302 -> "Found";
      case 304 -> "Not Modified";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 413 -> "Content Too Large";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "";
    };
  }
}
