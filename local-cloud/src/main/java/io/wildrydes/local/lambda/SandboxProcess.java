// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Duration;

/// The operating system's side of a sandbox: its process, output and memory.
interface SandboxProcess {
  /// Delivers what the process has written so far.
  void drain();

  boolean isAlive();

  /// Ends the process at once.
  void kill();

  void killWithDescendants();

  /// Asks the process to end.
  void terminate();

  /// Waits for the process to end, and kills it when it does not in time.
  void awaitEnd(Duration limit) throws InterruptedException;

  /// How long the processor has worked for it; zero once it has ended.
  Duration processorTime();

  /// The most memory the process has held, in megabytes, as far as it was measured before it ended;
  /// 0 where the system does not tell.
  int peakMemoryMb();

  /// What stands for a process that the system could not start.
  record NotStarted() implements SandboxProcess {
    @Override
    public void drain() {}

    @Override
    public boolean isAlive() {
      return false;
    }

    @Override
    public void kill() {}

    @Override
    public void killWithDescendants() {}

    @Override
    public void terminate() {}

    @Override
    public void awaitEnd(Duration limit) {}

    @Override
    public Duration processorTime() {
      return Duration.ZERO;
    }

    @Override
    public int peakMemoryMb() {
      return 0;
    }
  }
}
