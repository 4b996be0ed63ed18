// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.io.IOException;

/// Puts log events somewhere. Called by one thread at a time, in the order of arrival.
interface LogWriter {
  /// A group that the template declares; nothing of it has been written yet.
  void begin(String group) throws IOException;

  void write(LogEvent event) throws IOException;

  /// Called when no further event is waiting, so that readers see what has been written so far.
  void flush() throws IOException;

  void close() throws IOException;
}
