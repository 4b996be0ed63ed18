// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

/// One version of a function: what an execution environment is made for.
///
/// @param number `$LATEST` or a published version's number
record FunctionVersion(FunctionConfig function, String number) {
  static final String LATEST = "$LATEST";

  String name() {
    return function.name();
  }

  /// Whether environments of this version start from a snapshot: only published versions do.
  boolean startsFromSnapshot() {
    return function.surroundings().snapStart() && !number.equals(LATEST);
  }
}
