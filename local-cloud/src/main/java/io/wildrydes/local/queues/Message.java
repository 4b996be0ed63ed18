// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.time.Instant;

/// One message as a queue keeps it.
///
/// @param sentAt when it was first enqueued; moving to a dead-letter queue does not change it
record Message(String id, MessageContent content, String senderId, Instant sentAt) {}
