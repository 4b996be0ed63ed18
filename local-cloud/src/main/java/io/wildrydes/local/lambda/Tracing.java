// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.TraceHeader;
import java.util.Optional;

/// Gives each invocation its place in a trace: the caller's, or a new one.
///
/// See https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html. The caller's decision to
/// record or not is kept; where it made none, functions with active tracing sample and the others
/// do not record.
final class Tracing {
  private final Platform platform;
  private final Sampling sampling;

  Tracing(Platform platform, Sampling sampling) {
    this.platform = platform;
    this.sampling = sampling;
  }

  LambdaEvent.Trace begin(FunctionConfig function, Optional<TraceHeader> caller) {
    var header = caller.orElseGet(this::newTrace);
    boolean active = function.surroundings().tracing();
    if (header.sampled() == null) {
      header = header.withSampled(active && sampling.isSampled(function.name()));
    }
    return new LambdaEvent.Trace(header, segmentId(), segmentId(), active && header.isSampled());
  }

  /// What the function sees: a parent that exists, its own segment or else its caller's.
  static String functionHeader(LambdaEvent.Trace trace) {
    var header = trace.header();
    return trace.recorded() || header.parent() == null
        ? header.withParent(trace.functionSegmentId()).text()
        : header.text();
  }

  private TraceHeader newTrace() {
    var epoch = platform.now().getEpochSecond();
    var random = platform.random();
    var root = "1-%08x-%016x%08x".formatted(epoch, random.nextLong(), random.nextInt());
    return new TraceHeader(root, null, null);
  }

  private String segmentId() {
    return "%016x".formatted(platform.random().nextLong());
  }
}
