// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.TraceHeader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event on a bus.
///
/// @param envelope the whole event, see
///   https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html; not to be
///   changed
/// @param text the envelope written out
/// @param trace the trace of the call that put it; never part of the envelope
record Event(
    String id, ObjectNode envelope, String text, @Nullable TraceHeader trace, Instant receivedAt) {}
