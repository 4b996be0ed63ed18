// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.TraceHeader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened to an invocation.
public sealed interface LambdaEvent {

  /// An invocation ran.
  ///
  /// @param functionArn as the caller named it
  /// @param failure absent when the function answered
  record Invoked(
      String functionName,
      String functionArn,
      String version,
      String requestId,
      Trace trace,
      Phases phases,
      @Nullable Failure failure)
      implements LambdaEvent {}

  /// An invocation was turned away for want of concurrency.
  record Throttled(String functionName, String functionArn, Instant at) implements LambdaEvent {}

  /// An asynchronous event was given up.
  ///
  /// @param condition `RetriesExhausted`, `EventAgeExceeded` or `ZeroReservedConcurrency`
  /// @param kept whether a dead-letter queue or destination took it
  record EventGivenUp(
      String functionName, String requestId, String condition, boolean kept, Instant at)
      implements LambdaEvent {}

  /// The segments of one invocation.
  ///
  /// @param header root, the caller's segment as parent, and the decision
  /// @param serviceSegmentId the `AWS::Lambda` segment
  /// @param functionSegmentId the `AWS::Lambda::Function` segment, the parent of what the function
  ///   sends
  /// @param recorded whether Lambda records them: tracing is active and the trace is sampled
  record Trace(
      TraceHeader header, String serviceSegmentId, String functionSegmentId, boolean recorded) {}

  /// When what happened.
  ///
  /// @param arrived when the caller asked
  /// @param start the cold start, if there was one
  /// @param invokeStarted when the function was handed the event
  /// @param invokeEnded when the runtime asked for the next one, failed or was stopped
  record Phases(
      Instant arrived, @Nullable ColdStart start, Instant invokeStarted, Instant invokeEnded) {}

  /// A new environment's start.
  ///
  /// @param restored from a snapshot, else initialised
  record ColdStart(boolean restored, Instant started, Instant ended) {}

  /// How an invocation failed.
  ///
  /// @param errorType such as `java.lang.IllegalStateException` or `Sandbox.Timedout`
  /// @param payload what the caller got
  /// @param xrayCause the exceptions as the runtime described them for X-Ray
  record Failure(String errorType, String payload, @Nullable String xrayCause) {}
}
