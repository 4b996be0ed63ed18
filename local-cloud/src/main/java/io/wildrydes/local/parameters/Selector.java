// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import org.jspecify.annotations.Nullable;

/// A name or ARN with or without `:version` behind it.
///
/// @param version null means the newest
record Selector(String name, @Nullable String version) {

  static Selector parse(String text) {
    int resource = text.startsWith("arn:") ? text.indexOf(":parameter/") + 1 : 0;
    int colon = text.indexOf(':', resource);
    return colon < 0 || (resource == 0 && text.startsWith("arn:"))
        ? new Selector(text, null)
        : new Selector(text.substring(0, colon), text.substring(colon + 1));
  }
}
