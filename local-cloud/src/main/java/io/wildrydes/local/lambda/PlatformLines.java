// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The lines that Lambda itself writes to a function's log, in its text format.
///
/// See https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html and, for
/// failed starts, https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html.
final class PlatformLines {
  private static final String RUNTIME_VERSION = "java:25.v1";
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final double NANOS_PER_MILLI = 1_000_000;

  private PlatformLines() {}

  static String initStart(String region) {
    return "INIT_START " + runtimeVersion(region);
  }

  static String restoreStart(String region) {
    return "RESTORE_START " + runtimeVersion(region);
  }

  /// Written for an initialisation that failed.
  ///
  /// @param phase `init`, or `invoke` when it was tried again within the invocation
  static String initReport(Duration duration, String phase, Outcome outcome) {
    return "INIT_REPORT Init Duration: %s\tPhase: %s\t%s"
        .formatted(millis(duration), phase, status(outcome));
  }

  static String restoreReport(Duration duration, Outcome outcome) {
    var line = "RESTORE_REPORT Restore Duration: " + millis(duration);
    return outcome instanceof Outcome.Answered ? line : line + "\t" + status(outcome);
  }

  static String start(String requestId, String version) {
    return "START RequestId: %s Version: %s".formatted(requestId, version);
  }

  static String end(String requestId) {
    return "END RequestId: " + requestId;
  }

  static String timedOut(Instant now, String requestId, Duration timeout) {
    return "%s %s %s".formatted(MILLIS.format(now), requestId, Errors.timedOutText(timeout));
  }

  static String exited(String requestId, int status) {
    return "RequestId: "
        + requestId
        + " Error: "
        + Errors.exitedText(status)
        + "\n"
        + Errors.EXITED;
  }

  /// The `REPORT` line, with its `XRAY` line below when the trace is recorded.
  static String report(Report report) {
    var line =
        new StringBuilder("REPORT RequestId: ")
            .append(report.requestId())
            .append("\tDuration: ")
            .append(millis(report.duration()))
            .append("\tBilled Duration: ")
            .append(billedMillis(report))
            .append(" ms\tMemory Size: ")
            .append(report.memoryMb())
            .append(" MB\tMax Memory Used: ")
            .append(report.usedMb())
            .append(" MB\t");
    var start = report.start();
    if (start != null && start.restored()) {
      line.append("Restore Duration: ").append(millis(duration(start)));
      line.append("\tBilled Restore Duration: ").append(wholeMillis(duration(start)));
      line.append(" ms\t");
    } else if (start != null) {
      line.append("Init Duration: ").append(millis(duration(start))).append('\t');
    }
    if (report.end() != null) {
      line.append(status(report.end())).append('\t');
    }
    if (report.trace().recorded()) {
      line.append("\nXRAY TraceId: ").append(report.trace().header().root());
      line.append("\tSegmentId: ").append(report.trace().functionSegmentId());
      line.append("\tSampled: true\t");
    }
    return line.toString();
  }

  /// Initialisation is billed since August 2025
  /// (https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/), and so
  /// is a restore.
  private static long billedMillis(Report report) {
    var start = report.start();
    if (start == null) {
      return wholeMillis(report.duration());
    }
    return start.restored()
        ? wholeMillis(report.duration()) + wholeMillis(duration(start))
        : wholeMillis(report.duration().plus(duration(start)));
  }

  private static String runtimeVersion(String region) {
    return "Runtime Version: %s\tRuntime Version ARN: arn:aws:lambda:%s::runtime:%s"
        .formatted(RUNTIME_VERSION, region, "0".repeat(64));
  }

  private static String status(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered _ -> "Status: success";
      case Outcome.TimedOut _ -> "Status: timeout";
      case Outcome.Exited exited -> "Status: error\tError Type: " + exited.errorType();
      case Outcome.Failed failed -> "Status: error\tError Type: " + failed.errorType();
    };
  }

  private static Duration duration(LambdaEvent.ColdStart start) {
    return Duration.between(start.started(), start.ended());
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / NANOS_PER_MILLI);
  }

  private static long wholeMillis(Duration duration) {
    return (long) Math.ceil(duration.toNanos() / NANOS_PER_MILLI);
  }

  /// What one invocation came to.
  ///
  /// @param usedMb the most memory the environment has held since it started
  /// @param end how it ended, when not by the function's own answer or error
  record Report(
      String requestId,
      Duration duration,
      int memoryMb,
      int usedMb,
      LambdaEvent.@Nullable ColdStart start,
      @Nullable Outcome end,
      LambdaEvent.Trace trace) {}
}
