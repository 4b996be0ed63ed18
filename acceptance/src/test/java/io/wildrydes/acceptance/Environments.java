// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.time.Clock;

/// The processes in which a local cloud of this JVM runs functions.
final class Environments {
  private Environments() {}

  /// Ends all environments of a function as the kernel would, without a chance to say anything, and
  /// returns when they are gone.
  ///
  /// @param handler the function's handler, which ends its environments' command line
  static void kill(String handler) {
    var environments =
        new FunctionProcesses(ProcessHandle.current(), Clock.systemUTC()).of(handler);
    environments.forEach(ProcessHandle::destroyForcibly);
    environments.forEach(environment -> environment.onExit().join());
  }
}
