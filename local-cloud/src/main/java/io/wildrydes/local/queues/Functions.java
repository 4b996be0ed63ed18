// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

/// The functions that event source mappings invoke; LocalCloud connects it to Lambda.
@FunctionalInterface
public interface Functions {
  /// Invokes a function and waits for its answer. No trace is passed on: every batch starts a new
  /// one.
  ///
  /// @param functionArn a function's, version's or alias's ARN
  /// @param payload the event, as JSON
  Outcome invoke(String functionArn, String payload) throws InterruptedException;

  /// How an invocation ended.
  sealed interface Outcome {
    /// The function returned.
    ///
    /// @param payload what it returned, as JSON
    record Succeeded(String payload) implements Outcome {}

    /// The function threw, ended, or ran into its timeout.
    record Failed() implements Outcome {}

    /// Lambda had no room to run the function.
    record Throttled() implements Outcome {}
  }
}
