// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Duration;
import java.time.Instant;

/// A started sandbox: the runtime's side of the Runtime API, its process and its log.
///
/// @param started when the process was
record LiveSandbox(Sandbox sandbox, SandboxProcess process, LogStream log, Instant started) {
  private static final Duration GRACE = Duration.ofMillis(500);

  /// Whether the system could start its process.
  boolean hasProcess() {
    return !(process instanceof SandboxProcess.NotStarted);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Ends it politely, then less so; returns when it is gone.
  void stop() throws InterruptedException {
    process.terminate();
    process.awaitEnd(GRACE);
  }

  /// Ends it politely and leaves it to write what it must; kills it when that takes too long.
  void stopWithin(Duration limit) throws InterruptedException {
    process.terminate();
    process.awaitEnd(limit);
  }
}
