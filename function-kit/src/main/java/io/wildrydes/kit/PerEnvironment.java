// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit;

/// Holds state that must belong to one execution environment: connections, randomness, values read
/// at some time. Many environments are restored from one snapshot, so such state must not be in it.
public interface PerEnvironment {
  /// Drops the state; called before a snapshot is taken, after priming.
  void discard();

  /// Creates the state anew; called in each environment restored from the snapshot.
  void renew();
}
