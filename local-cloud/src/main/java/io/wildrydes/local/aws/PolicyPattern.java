// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import java.util.Locale;
import java.util.regex.Pattern;

/// The patterns of policies, in which `*` stands for any text and `?` for any character.
///
/// See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards.
public final class PolicyPattern {
  private PolicyPattern() {}

  public static boolean matches(String pattern, String text) {
    var regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
  }

  /// As actions compare.
  public static boolean matchesIgnoringCase(String pattern, String text) {
    return matches(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
  }
}
