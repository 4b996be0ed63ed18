// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message with how far it has got in its queue, as a value: what has to survive so that a
/// message in flight stays hidden, receipt handles stay valid and receives are counted on.
///
/// @param visibleAt when it can be received; in flight until then, or delayed if never received
/// @param deadLetterSource the ARN of the queue it was redriven from
record StoredMessage(
    Message message, Instant visibleAt, Receives receives, @Nullable String deadLetterSource) {

  /// The receives of one message.
  ///
  /// @param count what SQS counts
  /// @param handle the number that the newest receipt handle carries
  /// @param last when the last was; twelve hours later visibility can be extended no more
  record Receives(int count, long handle, @Nullable Instant first, Instant last) {}
}
