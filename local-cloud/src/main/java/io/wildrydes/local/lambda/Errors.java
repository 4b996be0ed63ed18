// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// The error documents that Lambda writes itself when a runtime could not.
final class Errors {
  static final String TIMED_OUT = "Sandbox.Timedout";
  static final String EXITED = "Runtime.ExitError";
  static final String OUT_OF_MEMORY = "Runtime.OutOfMemory";
  static final String NOT_RESTORED = "SnapStartException";
  static final String RESTORE_TIMED_OUT = "SnapStartTimeoutException";
  static final String NOT_INITIALISED = "SnapStartNotReadyException";

  /// As AWS's runtime interface emulator calls it.
  static final String NOT_STARTED = "Runtime.InvalidEntrypoint";

  private static final int SIGNALS = 128;

  private Errors() {}

  static Outcome.Failed failure(String errorType, String message) {
    var body = Json.object().put("errorType", errorType).put("errorMessage", message);
    var payload = Json.write(body).getBytes(StandardCharsets.UTF_8);
    return new Outcome.Failed(errorType, payload, null);
  }

  static Outcome.Failed timedOut(String requestId, Duration timeout) {
    return failure(
        TIMED_OUT, "RequestId: %s Error: %s".formatted(requestId, timedOutText(timeout)));
  }

  static String timedOutText(Duration timeout) {
    return String.format(
        Locale.ROOT, "Task timed out after %.2f seconds", timeout.toMillis() / 1000.0);
  }

  static Outcome.Failed notStarted() {
    return failure(NOT_STARTED, "the function's process cannot be started; its log says why");
  }

  /// What comes of a restore that failed.
  static Outcome.Failed restore(Outcome outcome) {
    return outcome instanceof Outcome.TimedOut
        ? failure(
            RESTORE_TIMED_OUT, "Lambda couldn't restore the snapshot within the timeout limit.")
        : failure(
            NOT_RESTORED,
            "The afterRestore() runtime hook encountered an error. For more information, check the"
                + " Amazon CloudWatch logs.");
  }

  /// What comes of a snapshot that does not get ready,
  /// https://docs.aws.amazon.com/lambda/latest/dg/snapstart-troubleshooting.html.
  static Outcome.Failed notInitialised() {
    return failure(
        NOT_INITIALISED,
        "Lambda is initializing your function. It will be ready to invoke once your function state"
            + " becomes ACTIVE.");
  }

  /// How Lambda refuses an invocation that has no snapshot, or whose environment could not be
  /// restored, before the function hears of it; statuses and texts stand under "Errors" in
  /// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html.
  static Optional<InvocationResult.Refused> refusal(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        ? switch (failed.errorType()) {
          case RESTORE_TIMED_OUT -> Optional.of(refusal(408, failed));
          case NOT_RESTORED -> Optional.of(refusal(400, failed));
          case NOT_INITIALISED -> Optional.of(refusal(409, failed));
          default -> Optional.empty();
        }
        : Optional.empty();
  }

  private static InvocationResult.Refused refusal(int status, Outcome.Failed failed) {
    var message = Json.parse(failed.payload()).path("errorMessage").asText();
    return new InvocationResult.Refused(status, failed.errorType(), message);
  }

  static Outcome.Failed exited(String requestId, int status) {
    return failure(EXITED, "RequestId: %s Error: %s".formatted(requestId, exitedText(status)));
  }

  static String exitedText(int status) {
    if (status == 0) {
      return "Runtime exited without providing a reason";
    }
    return "Runtime exited with error: "
        + (status > SIGNALS ? signal(status) : "exit status " + status);
  }

  /// The error type in an error document of the runtime, such as an exception's class.
  static String errorType(Outcome.Failed failure) {
    try {
      return Json.parse(failure.payload()).path("errorType").asText(failure.errorType());
    } catch (MalformedJsonException _) {
      return failure.errorType();
    }
  }

  private static String signal(int status) {
    return switch (status - SIGNALS) {
      case 6 -> "signal: aborted";
      case 9 -> "signal: killed";
      case 11 -> "signal: segmentation fault";
      case 15 -> "signal: terminated";
      default -> "signal: " + (status - SIGNALS);
    };
  }
}
