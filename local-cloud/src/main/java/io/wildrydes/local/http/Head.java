// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// A request up to the empty line, read as strictly as
/// https://www.rfc-editor.org/rfc/rfc9112#name-message-parsing allows: no folded headers, no space
/// before a colon, no line feed alone, exactly one `Host`.
///
/// @param request the request without its body
/// @param keepsConnection whether the peer will send another request after this one
record Head(Request request, Framing framing, boolean isHttp11, boolean keepsConnection) {
  private static final int MAX_FIELDS = 200;

  /// Reads a head of at most this many bytes.
  static Head read(PeerInput in, int maxBytes, String sourceIp)
      throws IOException, RefusedException {
    var line = in.line(maxBytes);
    if (line.isEmpty()) {
      line = in.line(maxBytes); // one stray line end after an earlier body is forgiven
    }
    var parts = line.split(" ", -1);
    if (parts.length != 3 || !isToken(parts[0])) {
      throw RefusedException.malformed();
    }
    boolean isHttp11 = isHttp11(parts[2]);
    var target = Target.parse(parts[1]);
    var headers = headers(in, maxBytes - line.length());
    checkHost(headers, target, isHttp11);
    var request =
        new Request(parts[0], target.path(), target.query(), headers, new byte[0], sourceIp);
    return new Head(
        request, Framing.of(headers, isHttp11), isHttp11, keepsConnection(headers, isHttp11));
  }

  /// Whether the peer sends its body only after it was told to go on.
  boolean awaitsContinue() {
    return isHttp11
        && request.headers().first("Expect").filter("100-continue"::equalsIgnoreCase).isPresent();
  }

  private static boolean isHttp11(String version) throws RefusedException {
    return switch (version) {
      case "HTTP/1.1" -> true;
      case "HTTP/1.0" -> false;
      default -> throw RefusedException.malformed();
    };
  }

  private static Headers headers(PeerInput in, int maxBytes) throws IOException, RefusedException {
    var fields = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    int left = maxBytes;
    int count = 0;
    for (var line = in.line(left); !line.isEmpty(); line = in.line(left)) {
      left -= line.length();
      count++;
      int colon = line.indexOf(':');
      if (colon < 0 || !isToken(line.substring(0, colon))) {
        throw RefusedException.malformed();
      }
      if (count > MAX_FIELDS) {
        throw new RefusedException(Refusal.HEAD_TOO_LARGE);
      }
      fields
          .computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>(1))
          .add(line.substring(colon + 1).strip());
    }
    return Headers.of(fields);
  }

  /// The host in the target wins over the header, so it must be local as well.
  private static void checkHost(Headers headers, Target target, boolean isHttp11)
      throws RefusedException {
    int hosts = headers.all("Host").size();
    if (hosts > 1 || (hosts == 0 && isHttp11)) {
      throw RefusedException.malformed();
    }
    if (target.authority() != null && !Loopback.isLocalAuthority(target.authority())) {
      throw new RefusedException(Refusal.FOREIGN_ORIGIN);
    }
  }

  private static boolean keepsConnection(Headers headers, boolean isHttp11) {
    var options = String.join(",", headers.all("Connection")).toLowerCase(Locale.ROOT);
    return isHttp11 ? !hasOption(options, "close") : hasOption(options, "keep-alive");
  }

  private static boolean hasOption(String options, String wanted) {
    for (var option : options.split(",", -1)) {
      if (option.strip().equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isAlphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!isAlphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
