// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

import com.amazonaws.services.lambda.runtime.Context;
import io.wildrydes.kit.priming.PrimingContext;
import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import io.wildrydes.kit.telemetry.Span;
import io.wildrydes.kit.telemetry.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The way into an HTTP function: decodes the gateway's event, runs the function within one
/// annotated subsegment, encodes its answer. Every answer carries `x-correlation-id`.
///
/// [HttpProblem] becomes an error body. Anything else thrown is logged once and passes through:
/// Lambda reports a function error and the gateway answers 502.
public final class HttpEntry {
  private static final EventLog LOG = EventLog.of(HttpEntry.class);

  private final Telemetry telemetry;
  private final String operation;
  private final Map<String, String> exposure;
  private final BiFunction<Request, Context, Response> function;

  private HttpEntry(
      Telemetry telemetry,
      String operation,
      Map<String, String> exposure,
      BiFunction<Request, Context, Response> function) {
    this.telemetry = telemetry;
    this.operation = operation;
    this.exposure = exposure;
    this.function = function;
  }

  /// A route for browsers anywhere: its answers may be read across origins.
  ///
  /// @param operation the subsegment's name
  public static HttpEntry publicRoute(
      Telemetry telemetry, String operation, Function<Request, Response> function) {
    return publicRoute(telemetry, operation, (request, _) -> function.apply(request));
  }

  /// A route for browsers, of a function that minds how much time Lambda leaves it.
  ///
  /// @param operation the subsegment's name
  public static HttpEntry publicRoute(
      Telemetry telemetry, String operation, BiFunction<Request, Context, Response> function) {
    var cors =
        Map.of(
            "Access-Control-Allow-Origin",
            "*",
            "Access-Control-Expose-Headers",
            CorrelationId.HEADER);
    return new HttpEntry(telemetry, operation, cors, function);
  }

  /// A route that other services call.
  ///
  /// @param operation the subsegment's name
  public static HttpEntry internalRoute(
      Telemetry telemetry, String operation, Function<Request, Response> function) {
    return new HttpEntry(telemetry, operation, Map.of(), (request, _) -> function.apply(request));
  }

  public void handle(InputStream in, OutputStream out, Context lambda) throws IOException {
    try (var _ = telemetry.begin(lambda)) {
      try {
        var request = ProxyEvents.decode(in, lambda.getAwsRequestId());
        ProxyEvents.encode(answer(request, lambda), out);
      } catch (IOException | RuntimeException e) {
        LOG.error("invocation failed", e);
        throw e;
      }
    }
  }

  /// Serves a made-up POST to this entry's function, leaving no line behind; the function's ports
  /// must lead nowhere. Refusing is primed too.
  ///
  /// @param body what the made-up caller sends
  public void warmUp(String body) throws IOException {
    var _ = HttpProblem.invalidRequest("warm-up").toResponse("warm-up");
    var out = new ByteArrayOutputStream();
    handle(new ByteArrayInputStream(ProxyEvents.madeUp(body)), out, new PrimingContext());
    var status = ProxyEvents.status(out.toByteArray());
    if (status >= 400) {
      throw new IllegalStateException(operation + " answered its priming with " + status);
    }
  }

  private Response answer(Request request, Context lambda) {
    return telemetry
        .tracer()
        .subsegment(
            operation,
            span -> {
              telemetry.tag(LogField.correlationId(request.correlationId()));
              return served(request, lambda, span)
                  .with(exposure)
                  .with(Map.of(CorrelationId.HEADER, request.correlationId()));
            });
  }

  private Response served(Request request, Context lambda, Span span) {
    try {
      return function.apply(request, lambda);
    } catch (HttpProblem problem) {
      span.status(problem.status());
      report(problem, span);
      return problem.toResponse(request.correlationId());
    }
  }

  private static void report(HttpProblem problem, Span span) {
    var code = LogField.errorCode(problem.code().wireName());
    var status = LogField.statusCode(problem.status());
    if (problem.isCallersMistake()) {
      LOG.info("request refused", code, status, LogField.reason(problem.explanation()));
      return;
    }
    var cause = problem.getCause();
    if (cause != null) {
      span.exception(cause);
    }
    LOG.warn("request not served", cause, code, status, LogField.reason(problem.explanation()));
  }
}
