// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// What a request line asks for, still percent-encoded: `/path?query`, or the same behind
/// `http://host`. `*` and the `host:port` of CONNECT mean a proxy or a server as a whole, and are
/// refused.
///
/// See https://www.rfc-editor.org/rfc/rfc9112#name-request-target. Characters that a URI may not
/// hold must be encoded.
///
/// @param path starts with `/`
/// @param query without `?`; empty when there is none
/// @param authority the host and port of the long form
record Target(String path, String query, @Nullable String authority) {
  private static final String SCHEME = "http://";
  private static final int HEX = 16;
  private static final BitSet IN_PATH = new BitSet();
  private static final BitSet IN_QUERY = new BitSet();

  static {
    IN_PATH.set('a', 'z' + 1);
    IN_PATH.set('A', 'Z' + 1);
    IN_PATH.set('0', '9' + 1);
    "-._~!$&'()*+,;=:@/%".chars().forEach(IN_PATH::set);
    IN_QUERY.or(IN_PATH);
    "?[]".chars().forEach(IN_QUERY::set);
  }

  static Target parse(String text) throws RefusedException {
    boolean isLong = text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    int start = isLong ? endOfAuthority(text) : 0;
    int mark = text.indexOf('?', start);
    var path = text.substring(start, mark < 0 ? text.length() : mark);
    if (isLong && path.isEmpty()) {
      path = "/";
    }
    var query = mark < 0 ? "" : text.substring(mark + 1);
    if (!path.startsWith("/") || !isValid(path, IN_PATH) || !isValid(query, IN_QUERY)) {
      throw RefusedException.malformed();
    }
    return new Target(path, query, isLong ? text.substring(SCHEME.length(), start) : null);
  }

  private static int endOfAuthority(String text) {
    int end = SCHEME.length();
    while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '?') {
      end++;
    }
    return end;
  }

  private static boolean isValid(String text, BitSet allowed) {
    for (int i = 0; i < text.length(); i++) {
      if (!allowed.get(text.charAt(i)) || (text.charAt(i) == '%' && !isEncoded(text, i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEncoded(String text, int percent) {
    return percent + 2 < text.length()
        && Character.digit(text.charAt(percent + 1), HEX) >= 0
        && Character.digit(text.charAt(percent + 2), HEX) >= 0;
  }
}
