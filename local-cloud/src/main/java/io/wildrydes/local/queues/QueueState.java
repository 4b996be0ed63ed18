// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.time.Instant;

/// How a queue stands at one moment.
///
/// @param visible messages that a receive would give
/// @param inFlight messages received and hidden
/// @param delayed messages sent and not yet visible
record QueueState(int visible, int inFlight, int delayed, Instant createdAt, Instant modifiedAt) {}
