// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs the load test's scripts in a process of their own.
public final class Artillery implements AutoCloseable {
  private final Path folder;
  private volatile @Nullable Process process;

  /// @param folder the project's `loadtest`, with its packages installed
  public Artillery(Path folder) {
    this.folder = folder;
  }

  /// Says before anything is started for it that a load can be sent.
  ///
  /// @return how much it is
  /// @throws IllegalArgumentException when there is no such profile, with those there are
  /// @throws IOException when the packages or the script are missing
  public LoadProfile check(Load load) throws IOException {
    if (!Files.isDirectory(folder.resolve("node_modules"))) {
      throw new IOException(
          folder + " has no node_modules; run npm ci --ignore-scripts in that folder");
    }
    return LoadProfile.read(folder.resolve(load.script() + ".yml"), load.profile());
  }

  /// Sends one profile and waits for its end; artillery's own progress goes to the console.
  ///
  /// @param target the API's base URL
  /// @param ledger gets one line for each order or ride, whatever became of it: fewer lines than
  ///   the profile has mean that the load was not sent
  /// @param options artillery's own, such as `--quiet`
  /// @return artillery's exit code; not 0 when an expectation failed
  /// @throws IOException when Node or the packages are missing
  public int run(Load load, String target, Path ledger, String... options)
      throws IOException, InterruptedException {
    var _ = check(load);
    Files.deleteIfExists(ledger);
    var command = new ArrayList<>(List.of("node", "run.mjs", load.script(), load.profile()));
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    builder.environment().put("TARGET", target);
    builder.environment().put("LEDGER", ledger.toAbsolutePath().toString());
    var started = builder.start();
    process = started;
    try {
      return started.waitFor();
    } finally {
      close();
    }
  }

  /// Ends a run under way.
  @Override
  public void close() {
    var running = process;
    if (running != null && running.isAlive()) {
      running.descendants().forEach(ProcessHandle::destroy);
      running.destroy();
    }
  }

  /// What to send.
  ///
  /// @param script the name of a file in `loadtest`, without its ending
  /// @param profile one of its environments
  public record Load(String script, String profile) {}
}
