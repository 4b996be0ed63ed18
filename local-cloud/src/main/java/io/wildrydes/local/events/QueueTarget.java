// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

/// Where rules hand events, and dead letters, to SQS queues.
@FunctionalInterface
public interface QueueTarget {
  /// Sends one message; the trace goes out as the system attribute `AWSTraceHeader`.
  HandOver send(String queueArn, Outgoing message);
}
