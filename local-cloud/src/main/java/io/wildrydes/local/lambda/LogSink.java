// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Instant;

/// Where lines that functions and the platform write end up. Called from many threads; must not
/// block for long, since the function's answer waits.
@FunctionalInterface
public interface LogSink {
  void accept(Line line);

  /// One log event.
  ///
  /// @param text one line, or the several lines of one event of the runtime's logger
  record Line(String group, String stream, Instant at, String text, String functionName) {}
}
