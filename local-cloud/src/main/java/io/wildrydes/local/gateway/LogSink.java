// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.time.Instant;

/// The port that takes access log lines.
@FunctionalInterface
public interface LogSink {
  /// Writes one line, which holds no line break.
  void write(String logGroup, String line, Instant at);
}
