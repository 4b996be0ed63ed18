// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

/// Texts with wildcards: `*` stands for any characters or none, `?` for exactly one. Case does not
/// count, as in the X-Ray SDKs.
final class Wildcard {
  private Wildcard() {}

  /// Whether the whole text fits the pattern. Takes time in the product of both lengths at worst.
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && fits(pattern.charAt(p), text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean fits(char pattern, char c) {
    return pattern == '?' || Character.toLowerCase(pattern) == Character.toLowerCase(c);
  }
}
