// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import java.util.Optional;

/// The subsegment that is open while its work runs.
public interface Span {
  void annotate(LogField field);

  /// Marks the outcome by HTTP status: 5xx is a fault, 4xx an error, 429 a throttle as well.
  void status(int status);

  /// Records the answer of a remote call; [#status] is included.
  void answered(int status, long contentLength);

  void exception(Throwable exception);

  /// The value of `X-Amzn-Trace-Id` for calls made within this span, if there is a trace.
  Optional<String> traceHeader();
}
