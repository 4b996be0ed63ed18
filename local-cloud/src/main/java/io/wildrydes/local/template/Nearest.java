// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Guesses which known name was meant by an unknown one: the closest, if it is close.
public final class Nearest {
  private Nearest() {}

  /// `; did you mean X?` for the end of a message, or nothing when no known name is close.
  public static String hint(String name, Collection<String> known) {
    return to(name, known).map("; did you mean %s?"::formatted).orElse("");
  }

  /// The known name at the smallest edit distance, letters' case aside; at most a third of the name
  /// may differ.
  static Optional<String> to(String name, Collection<String> known) {
    int most = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= most)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one into the other.
  private static int distance(String one, String other) {
    var a = one.toLowerCase(Locale.ROOT);
    var b = other.toLowerCase(Locale.ROOT);
    var edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = Math.max(i, j);
        if (i > 0 && j > 0) {
          int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
          edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
          if (isSwapped(a, i, b, j)) {
            edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
          }
        }
      }
    }
    return edits[a.length()][b.length()];
  }

  private static boolean isSwapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
