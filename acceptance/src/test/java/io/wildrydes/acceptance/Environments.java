// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The processes in which a local cloud of this JVM runs functions.
final class Environments {
  private Environments() {}

  /// Ends all environments of a function as the kernel would, without a chance to say anything, and
  /// returns when they are gone.
  ///
  /// @param handler the function's handler, which ends its environments' command line
  static void kill(String handler) {
    var environments = of(handler);
    environments.forEach(ProcessHandle::destroyForcibly);
    environments.forEach(environment -> environment.onExit().join());
  }

  private static List<ProcessHandle> of(String handler) {
    return ProcessHandle.current()
        .children()
        .filter(child -> commandLine(child).endsWith(handler + "\0"))
        .toList();
  }

  /// The whole of it: [ProcessHandle.Info] cuts it off.
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException _) {
      return ""; // it has just ended
    }
  }
}
