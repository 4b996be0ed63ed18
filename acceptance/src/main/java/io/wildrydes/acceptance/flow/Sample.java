// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import io.wildrydes.acceptance.Queues;
import java.time.Instant;

/// What can only be seen while it is so: queues and processes at one moment of a run.
///
/// @param epochMillis when
/// @param dead messages in all dead-letter queues
record Sample(long epochMillis, Queues.Depth queue, int dead, ProcessTree.Footprint footprint) {
  Instant at() {
    return Instant.ofEpochMilli(epochMillis);
  }
}
