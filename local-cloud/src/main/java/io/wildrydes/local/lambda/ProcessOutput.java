// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// Reads what a process writes, without ever blocking on it: whoever wants its output so far calls
/// [#drain()]. What the process wrote before it sent an HTTP request is in the pipe when that
/// request arrives, so draining then puts its lines before the platform's next one.
///
/// Thread-safe by its own monitor; events are delivered while it is held, in order.
final class ProcessOutput {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final InputStream[] streams;
  private final OutputParser[] parsers;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  ProcessOutput(Process process, Consumer<String> events) {
    streams = new InputStream[] {process.getInputStream(), process.getErrorStream()};
    parsers = new OutputParser[] {new OutputParser(events), new OutputParser(events)};
  }

  /// Delivers everything written so far; says whether there was anything.
  synchronized boolean drain() {
    boolean any = false;
    for (int i = 0; i < streams.length; i++) {
      any |= drain(streams[i], parsers[i]);
    }
    return any;
  }

  /// Delivers everything, also a last line without an end.
  synchronized void end() {
    drain();
    for (var parser : parsers) {
      parser.flush();
    }
  }

  private boolean drain(InputStream stream, OutputParser parser) {
    boolean any = false;
    try {
      while (stream.available() > 0) {
        int read = stream.read(buffer);
        if (read <= 0) {
          break;
        }
        parser.accept(buffer, read);
        any = true;
      }
    } catch (IOException _) {
      // the process has just ended and closed the pipe; what it left behind is read next time
    }
    return any;
  }
}
