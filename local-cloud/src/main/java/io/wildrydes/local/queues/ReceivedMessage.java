// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message in the hands of a consumer.
///
/// @param receiptHandle names this receive; a later receive makes it stale
/// @param receiveCount this receive included
/// @param deadLetterSource the ARN of the queue it was redriven from
record ReceivedMessage(
    Message message,
    String receiptHandle,
    int receiveCount,
    Instant firstReceivedAt,
    @Nullable String deadLetterSource) {}
