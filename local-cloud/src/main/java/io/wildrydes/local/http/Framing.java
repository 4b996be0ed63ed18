// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.util.List;

/// Where a request's body ends.
///
/// A request that says it twice, or in another way than these, is refused rather than understood:
/// whoever stands before this server could understand it differently, which is how requests are
/// smuggled. See https://www.rfc-editor.org/rfc/rfc9112#name-message-body-length.
sealed interface Framing {
  /// Eighteen digits fit a `long`.
  int MAX_DIGITS = 18;

  /// After this many bytes; none without a `Content-Length`.
  record Length(long bytes) implements Framing {}

  /// After the last chunk.
  record Chunked() implements Framing {}

  static Framing of(Headers headers, boolean isHttp11) throws RefusedException {
    var lengths = headers.all("Content-Length");
    var codings = headers.all("Transfer-Encoding");
    if (codings.isEmpty()) {
      return new Length(lengths.isEmpty() ? 0 : length(lengths));
    }
    if (!isHttp11
        || !lengths.isEmpty()
        || codings.size() > 1
        || !codings.getFirst().equalsIgnoreCase("chunked")) {
      throw RefusedException.malformed();
    }
    return new Chunked();
  }

  private static long length(List<String> values) throws RefusedException {
    var text = values.getFirst();
    boolean isNumber =
        !text.isEmpty()
            && text.length() <= MAX_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (values.size() > 1 || !isNumber) {
      throw RefusedException.malformed();
    }
    return Long.parseLong(text);
  }
}
