// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.util.Optional;
import java.util.regex.Pattern;

/// Whether a request means this machine. Listening on loopback alone does not stop a web page in
/// the user's browser from calling us, directly or through a name that it re-points to 127.0.0.1;
/// checking `Host` and `Origin` does.
///
/// Browsers send no `Origin` when a page loads an image or a script; then `Sec-Fetch-Site` gives
/// the page away. A person who follows a link is let through.
final class Loopback {
  /// With or without a port; names below `localhost` resolve to loopback by RFC 6761.
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:127\\.0\\.0\\.1|\\[::1]|(?:[a-z0-9-]+\\.)*localhost)(?::\\d{1,5})?",
          Pattern.CASE_INSENSITIVE);

  private Loopback() {}

  static boolean isLocal(Headers headers) {
    return headers.all("Host").stream().allMatch(Loopback::isLocalAuthority)
        && headers.all("Origin").stream().allMatch(Loopback::isLocalOrigin)
        && !isLoadedFromElsewhere(headers);
  }

  static boolean isLocalAuthority(String authority) {
    return AUTHORITY.matcher(authority).matches();
  }

  private static boolean isLocalOrigin(String origin) {
    int scheme = origin.indexOf("://");
    return scheme > 0 && isLocalAuthority(origin.substring(scheme + 3));
  }

  private static boolean isLoadedFromElsewhere(Headers headers) {
    return headers.first("Sec-Fetch-Site").equals(Optional.of("cross-site"))
        && !headers.first("Sec-Fetch-Mode").equals(Optional.of("navigate"));
  }
}
