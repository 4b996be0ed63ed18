// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs what people run: a program of this module, or any command, in the project's folder.
public final class Programs {
  private static final Path PROJECT = Path.of("..");

  private Programs() {}

  /// Runs a program to its end.
  ///
  /// @param name the main class, without the module's package
  public static Run program(String name, String... arguments)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.wildrydes.acceptance." + name));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /// Runs a command to its end.
  public static Run run(List<String> command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(PROJECT.toFile()).redirectErrorStream(true);
    // A make that runs these tests hands its own flags down.
    builder.environment().keySet().removeAll(List.of("MAKEFLAGS", "MAKELEVEL", "MFLAGS"));
    var process = builder.start();
    try (var output = process.getInputStream()) {
      var text = new String(output.readAllBytes(), UTF_8);
      return new Run(process.waitFor(), text);
    }
  }

  /// How it ended, and all that it printed.
  public record Run(int exitCode, String output) {}
}
