// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message on its way to another queue: hidden in the one it leaves until
/// [MessageQueue#forget(String)], so that at no moment it is in neither.
///
/// @param deadLetterSource the ARN of the queue it was redriven from
record HeldMessage(
    Message message,
    int receiveCount,
    @Nullable Instant firstReceivedAt,
    @Nullable String deadLetterSource) {}
