// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.io.PrintStream;

/// Prints each event behind the last part of its group's name, which is the function's name for a
/// function's group.
final class ConsoleLog implements LogWriter {
  private final PrintStream out;

  ConsoleLog(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin(String group) {
    // a group without lines is not worth a line
  }

  @Override
  public void write(LogEvent event) {
    var label = event.group().substring(event.group().lastIndexOf('/') + 1);
    event.message().lines().forEach(line -> out.println("[" + label + "] " + line));
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
