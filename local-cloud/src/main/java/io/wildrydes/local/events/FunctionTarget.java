// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

/// Where rules hand events to Lambda functions.
@FunctionalInterface
public interface FunctionTarget {
  /// Queues an asynchronous invocation and returns without waiting for the function. The payload is
  /// the message's body, the trace the function's trace header; attributes have no meaning here.
  ///
  /// @param functionArn with or without a version or alias
  HandOver invoke(String functionArn, Outgoing message);
}
