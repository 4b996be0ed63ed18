// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ends the processes it watches when this JVM ends, however it ends: a shell holds the other end
/// of a pipe, and the system closes the pipe with us. It hears of each process as it starts and
/// ends, and kills those that are left. Thread-safe by its own monitor.
final class Watchdog implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());

  /// Ignores the signals that a terminal sends to us and our children alike.
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      watched=' '
      while read -r sign pid; do
        case $sign in
          +) watched="$watched$pid " ;;
          -) watched=${watched%%" $pid "*}' '${watched#*" $pid "} ;;
        esac
      done
      for pid in $watched; do kill -KILL "$pid"; done
      """;

  private @Nullable OutputStream shell;
  private boolean closed;

  synchronized void watch(long pid) {
    if (!closed) {
      tell("+ " + pid + "\n");
    }
  }

  synchronized void forget(long pid) {
    if (!closed) {
      tell("- " + pid + "\n");
    }
  }

  /// Ends what is still watched.
  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (shell != null) {
        shell.close();
      }
    } catch (IOException _) {
      // the shell has ended before us
    }
  }

  private void tell(String line) {
    try {
      if (shell == null) {
        shell = start();
      }
      shell.write(line.getBytes(StandardCharsets.US_ASCII));
      shell.flush();
    } catch (IOException e) {
      closed = true;
      LOG.log(
          System.Logger.Level.WARNING,
          "watchdog gone, busy function processes may outlive a killed local cloud",
          e);
    }
  }

  private static OutputStream start() throws IOException {
    var builder = new ProcessBuilder(List.of("/bin/sh", "-c", SCRIPT));
    builder.environment().clear();
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .getOutputStream();
  }
}
