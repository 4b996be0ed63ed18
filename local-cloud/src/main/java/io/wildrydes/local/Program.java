// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// How every command of this project is run: by its flags, to an exit code. Wrong arguments are
/// told in one sentence, not above a page of help that pushes it off the screen.
public final class Program {
  private Program() {}

  /// Runs a command as its flags say.
  ///
  /// @param command a picocli command
  /// @return its exit code; picocli's for wrong arguments, which is 2
  public static int run(Callable<Integer> command, String... args) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Program::refuse)
        .execute(args);
  }

  private static int refuse(ParameterException e, String... args) {
    var line = e.getCommandLine();
    line.getErr().printf("%s: %s; --help lists the flags%n", line.getCommandName(), e.getMessage());
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }
}
