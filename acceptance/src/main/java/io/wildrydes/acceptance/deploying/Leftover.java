// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

/// Something that is there although its stack is deleted.
///
/// @param isExpected whether it stays by design, see docs/deploying.md
record Leftover(String what, boolean isExpected) {

  static Leftover expected(String what) {
    return new Leftover(what, true);
  }

  static Leftover unexpected(String what) {
    return new Leftover(what, false);
  }
}
