// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One page of a list that an operation returns bit by bit.
///
/// @param nextToken what the caller sends back for the page after this one; null on the last
public record Page<T>(List<T> items, @Nullable String nextToken) {
  private static final String PREFIX = "from-";

  public Page {
    items = List.copyOf(items);
  }

  /// The page that the token asks for, or the first one; empty when the token is none of ours.
  ///
  /// @param limit how many items at most, at least 1
  public static <T> Optional<Page<T>> of(List<T> all, int limit, @Nullable String token) {
    int from = token == null ? 0 : position(token);
    if (from < 0 || from > all.size()) {
      return Optional.empty();
    }
    int to = Math.min(all.size(), from + limit);
    return Optional.of(new Page<>(all.subList(from, to), to < all.size() ? PREFIX + to : null));
  }

  private static int position(String token) {
    try {
      return token.startsWith(PREFIX) ? Integer.parseInt(token.substring(PREFIX.length())) : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }
}
