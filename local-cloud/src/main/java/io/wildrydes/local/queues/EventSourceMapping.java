// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.time.Duration;

/// How messages of a queue reach a function.
///
/// See https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html.
///
/// @param name the resource's logical id, for threads and log lines
/// @param maximumConcurrency invocations at a time
/// @param reportsFailures whether the function's answer names the messages that failed
record EventSourceMapping(
    String name,
    MessageQueue queue,
    String functionArn,
    Batching batching,
    int maximumConcurrency,
    boolean reportsFailures,
    MessageFilter filter) {

  /// How large a batch becomes, and how long it may take to fill.
  record Batching(int size, Duration window) {}
}
