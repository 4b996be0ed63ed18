// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.util.regex.Pattern;

/// What HTTP can carry in a header: anything else would break the answer apart or stop it.
///
/// See https://www.rfc-editor.org/rfc/rfc9110#name-field-values.
final class HeaderSyntax {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

  private HeaderSyntax() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static boolean isValue(String text) {
    return VALUE.matcher(text).matches();
  }
}
