// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.util.Set;

/// Whether a request means this machine. Listening on loopback alone does not stop a web page in
/// the user's browser from calling us, directly or through a name that it re-points to 127.0.0.1;
/// checking `Host` and `Origin` does.
final class Loopback {
  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private Loopback() {}

  static boolean isLocal(Headers headers) {
    return headers.all("Host").stream().allMatch(Loopback::isLocalAuthority)
        && headers.all("Origin").stream().allMatch(Loopback::isLocalOrigin);
  }

  private static boolean isLocalOrigin(String origin) {
    int scheme = origin.indexOf("://");
    return scheme > 0 && isLocalAuthority(origin.substring(scheme + 3));
  }

  /// Accepts a name with or without a port, and names below `localhost`, which resolve to loopback
  /// by RFC 6761.
  private static boolean isLocalAuthority(String authority) {
    int end = authority.lastIndexOf(':');
    var host = end > authority.lastIndexOf(']') ? authority.substring(0, end) : authority;
    return NAMES.contains(host) || host.endsWith(".localhost");
  }
}
