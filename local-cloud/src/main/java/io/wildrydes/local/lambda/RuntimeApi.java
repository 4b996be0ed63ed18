// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.http.Handler;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Request;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.json.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The Runtime API that runtimes poll,
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html, for all sandboxes on one port:
/// each has a path prefix of its own, which its process finds in `AWS_LAMBDA_RUNTIME_API`. Serves a
/// sandbox's credentials too.
///
/// `next` must carry a `Content-Type`: without one the runtime client's native code crashes.
final class RuntimeApi implements Handler {
  static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024 + 100;
  private static final String VERSION = "/2018-06-01/runtime";
  private static final String CREDENTIALS = "/2021-04-23/credentials";
  private static final Response ACCEPTED = Response.json(202, "{\"status\":\"OK\"}");
  private static final Duration CREDENTIALS_LIFETIME = Duration.ofHours(6);

  private final Map<String, RuntimeSession> runtimes = new ConcurrentHashMap<>();
  private final InstantSource clock;

  RuntimeApi(InstantSource clock) {
    this.clock = clock;
  }

  void add(String prefix, RuntimeSession runtime) {
    runtimes.put(prefix, runtime);
  }

  void remove(String prefix) {
    runtimes.remove(prefix);
  }

  static String credentialsPath(String prefix) {
    return "/" + prefix + CREDENTIALS;
  }

  @Override
  public Response handle(Request request) throws InterruptedException {
    var path = request.path();
    int end = path.indexOf('/', 1);
    var runtime = end < 0 ? null : runtimes.get(path.substring(1, end));
    if (runtime == null) {
      return Response.json(404, "{\"errorType\":\"UnknownRuntime\"}");
    }
    var rest = path.substring(end);
    return switch (rest) {
      case CREDENTIALS -> credentials(request, runtime);
      case VERSION + "/invocation/next" -> next(runtime);
      case VERSION + "/restore/next" -> {
        runtime.awaitRestore();
        yield Response.json(200, "{}");
      }
      case VERSION + "/init/error" -> {
        runtime.initFailed(failure(request));
        yield ACCEPTED;
      }
      case VERSION + "/restore/error" -> {
        runtime.restoreFailed(failure(request));
        yield ACCEPTED;
      }
      default -> invocation(rest, request, runtime);
    };
  }

  private static Response next(RuntimeSession runtime) throws InterruptedException {
    var next = runtime.next();
    if (next.isEmpty()) {
      return Response.json(410, "{\"errorType\":\"ShuttingDown\"}");
    }
    var delivery = next.get();
    var headers =
        Headers.of(
            "Content-Type",
            "application/json",
            "Lambda-Runtime-Aws-Request-Id",
            delivery.requestId(),
            "Lambda-Runtime-Deadline-Ms",
            Long.toString(delivery.deadline().toEpochMilli()),
            "Lambda-Runtime-Invoked-Function-Arn",
            delivery.invokedArn(),
            "Lambda-Runtime-Trace-Id",
            delivery.traceHeader());
    if (delivery.clientContext() != null) {
      headers = headers.with("Lambda-Runtime-Client-Context", delivery.clientContext());
    }
    return new Response(200, headers, delivery.payload());
  }

  private static Response invocation(String path, Request request, RuntimeSession runtime) {
    var start = VERSION + "/invocation/";
    int slash = path.lastIndexOf('/');
    if (!path.startsWith(start) || slash <= start.length()) {
      return Response.json(404, "{\"errorType\":\"UnknownPath\"}");
    }
    var requestId = path.substring(start.length(), slash);
    switch (path.substring(slash + 1)) {
      case "response" -> {
        if (request.body().length > MAX_PAYLOAD_BYTES) {
          runtime.failed(requestId, tooLarge(request.body().length));
          return Response.json(413, "{\"errorType\":\"RequestEntityTooLarge\"}");
        }
        runtime.answered(requestId, request.body());
      }
      case "error" -> runtime.failed(requestId, failure(request));
      default -> {
        return Response.json(404, "{\"errorType\":\"UnknownPath\"}");
      }
    }
    return ACCEPTED;
  }

  private static Outcome.Failed tooLarge(int bytes) {
    var message =
        "Response payload size (%d bytes) exceeded maximum allowed payload size (%d bytes)."
            .formatted(bytes, MAX_PAYLOAD_BYTES);
    return Errors.failure("Function.ResponseSizeTooLarge", message);
  }

  private static Outcome.Failed failure(Request request) {
    var headers = request.headers();
    return new Outcome.Failed(
        headers.first("Lambda-Runtime-Function-Error-Type").orElse("Runtime.Unknown"),
        request.body(),
        headers.first("Lambda-Runtime-Function-XRay-Error-Cause").orElse(null));
  }

  private Response credentials(Request request, RuntimeSession runtime) {
    var key = runtime.credentials(request.headers().first("Authorization").orElse(""));
    if (key == null) {
      return Response.json(403, "{\"errorType\":\"WrongToken\"}");
    }
    var body =
        Json.object()
            .put("AccessKeyId", key.accessKeyId())
            .put("SecretAccessKey", key.secretAccessKey())
            .put("Token", key.sessionToken())
            .put("Expiration", clock.instant().plus(CREDENTIALS_LIFETIME).toString());
    return Response.json(200, Json.write(body));
  }
}
