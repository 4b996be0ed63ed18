// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

/// How functions deal with trouble in what they depend on.
public enum Resilience {
  /// As the reference systems do, flaws included.
  FRAGILE,
  /// As it should be.
  RESILIENT
}
