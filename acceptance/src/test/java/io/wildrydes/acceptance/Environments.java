// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.time.Clock;

/// The processes in which a local cloud of this JVM runs functions and keeps tables.
final class Environments {
  private static final FunctionProcesses OF_THIS_JVM =
      new FunctionProcesses(ProcessHandle.current(), Clock.systemUTC());

  private Environments() {}

  /// Ends all environments of a function as the kernel would, without a chance to say anything, and
  /// returns when they are gone.
  ///
  /// @param handler the function's handler, which ends its environments' command line
  static void kill(String handler) {
    var environments = OF_THIS_JVM.of(handler);
    environments.forEach(ProcessHandle::destroyForcibly);
    environments.forEach(environment -> environment.onExit().join());
  }

  /// Ends the process that keeps the tables of the local cloud that was started last, likewise.
  static void killTables() {
    var tables = OF_THIS_JVM.ofTables().orElseThrow();
    tables.destroyForcibly();
    tables.onExit().join();
  }
}
