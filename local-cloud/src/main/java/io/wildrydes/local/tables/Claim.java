// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

/// Capacity that an operation asks for before it runs.
///
/// @param units the least that it can consume, as far as the request tells
record Claim(String table, Direction direction, double units) {

  Claim withUnits(double other) {
    return new Claim(table, direction, other);
  }
}
