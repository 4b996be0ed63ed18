// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.time.Instant;

/// What can only be seen while it is so: queues and processes at one moment of a run.
///
/// @param dead messages in all dead-letter queues
record Sample(Instant at, Queues.Depth queue, int dead, ProcessTree.Footprint footprint) {}
