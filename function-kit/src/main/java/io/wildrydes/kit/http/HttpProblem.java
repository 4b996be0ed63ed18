// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request that cannot be served, for a reason the caller is told. The message goes into the
/// answer: it names what was wrong with the input, or which dependency did not answer, and never
/// quotes an exception. The cause goes into the log only.
public final class HttpProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String explanation;
  private final int retryAfterSeconds;

  private HttpProblem(
      ErrorCode code, String message, int retryAfterSeconds, @Nullable Throwable cause) {
    super(message, cause);
    this.explanation = message;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public static HttpProblem invalidRequest(String message) {
    return new HttpProblem(ErrorCode.INVALID_REQUEST, message, 0, null);
  }

  public static HttpProblem conflict(String message) {
    return new HttpProblem(ErrorCode.CONFLICT, message, 0, null);
  }

  public static HttpProblem tooLarge(String message) {
    return new HttpProblem(ErrorCode.TOO_LARGE, message, 0, null);
  }

  public static HttpProblem dependencyFailed(String message, @Nullable Throwable cause) {
    return new HttpProblem(ErrorCode.DEPENDENCY_FAILED, message, 0, cause);
  }

  /// A dependency does not answer now and may later.
  ///
  /// @param retryAfter told to the caller in whole seconds, at least one
  public static HttpProblem unavailable(
      String message, Duration retryAfter, @Nullable Throwable cause) {
    var seconds = (int) Math.max(1, retryAfter.toSeconds());
    return new HttpProblem(ErrorCode.UNAVAILABLE, message, seconds, cause);
  }

  public ErrorCode code() {
    return code;
  }

  int status() {
    return code.status();
  }

  String explanation() {
    return explanation;
  }

  boolean isCallersMistake() {
    return code.status() < 500;
  }

  Response toResponse(String correlationId) {
    var error = new ErrorBody.Details(code.wireName(), explanation);
    var headers =
        retryAfterSeconds > 0
            ? Map.of("Retry-After", Integer.toString(retryAfterSeconds))
            : Map.<String, String>of();
    return Response.json(status(), new ErrorBody(error, correlationId)).with(headers);
  }

  private record ErrorBody(Details error, @JsonProperty("correlation_id") String correlationId) {
    private record Details(String code, String message) {}
  }
}
