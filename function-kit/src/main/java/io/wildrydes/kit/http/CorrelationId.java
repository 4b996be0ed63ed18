// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

import org.jspecify.annotations.Nullable;

/// The id that ties one order or ride together across services, in header `x-correlation-id`.
public final class CorrelationId {
  public static final String HEADER = "x-correlation-id";

  private static final int MAX_LENGTH = 128;

  private CorrelationId() {}

  /// The caller's id if it is 1-128 characters of `[A-Za-z0-9._:-]`, else the fallback: a hostile
  /// id reaches neither log nor header.
  public static String of(@Nullable String offered, String fallback) {
    return offered != null && isValid(offered) ? offered : fallback;
  }

  private static boolean isValid(String id) {
    return !id.isEmpty()
        && id.length() <= MAX_LENGTH
        && id.chars().allMatch(CorrelationId::isAllowed);
  }

  private static boolean isAllowed(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || "._:-".indexOf(c) >= 0;
  }
}
