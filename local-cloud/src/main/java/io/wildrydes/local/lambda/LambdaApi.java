// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.AwsCall;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.TraceHeader;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lambda's API over REST and JSON:
/// https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html.
///
/// Supported: `Invoke`, `GetFunction`, `GetFunctionConfiguration`, `ListFunctions`. All else is
/// answered with `NotImplemented`, or `UnknownOperationException` where it is none of Lambda's, and
/// a message that says so.
final class LambdaApi implements AwsApi {
  private static final String FUNCTIONS = "/2015-03-31/functions";
  private static final Pattern VERSIONED = Pattern.compile("/20\\d\\d-\\d\\d-\\d\\d/");
  private static final byte[] EMPTY_EVENT = "{}".getBytes(StandardCharsets.UTF_8);

  private final Invocations invocations;
  private final FunctionDescriptions descriptions;

  LambdaApi(Invocations invocations, FunctionDescriptions descriptions) {
    this.invocations = invocations;
    this.descriptions = descriptions;
  }

  @Override
  public String signingName() {
    return "lambda";
  }

  @Override
  public Response handle(AwsCall call) throws InterruptedException {
    try {
      return route(call);
    } catch (AwsException e) {
      return error(e, call.requestId());
    }
  }

  private Response route(AwsCall call) throws InterruptedException {
    var path = call.http().path();
    var method = call.http().method();
    if (path.startsWith(FUNCTIONS)) {
      var parts = parts(path.substring(FUNCTIONS.length()));
      if (method.equals("POST") && parts.size() == 2 && parts.get(1).equals("invocations")) {
        return invoke(parts.getFirst(), call);
      }
      if (method.equals("GET") && parts.size() < 2) {
        return parts.isEmpty()
            ? json(descriptions.list(), call)
            : json(descriptions.function(name(parts.getFirst(), call)), call);
      }
      if (method.equals("GET") && parts.size() == 2 && parts.get(1).equals("configuration")) {
        return json(descriptions.configuration(name(parts.getFirst(), call)), call);
      }
    }
    throw notSupported(method, path);
  }

  /// Lambda's own paths begin with a version; whatever else comes is no operation of Lambda's.
  private static AwsException notSupported(String method, String path) {
    boolean isLambdas = VERSIONED.matcher(path).lookingAt();
    return new AwsException(
        isLambdas ? 501 : 404,
        isLambdas ? "NotImplemented" : "UnknownOperationException",
        ("lambda operation '%s %s' is not supported here; supported are Invoke, GetFunction, "
                + "GetFunctionConfiguration and ListFunctions")
            .formatted(method, path));
  }

  private Response invoke(String function, AwsCall call) throws InterruptedException {
    var headers = call.http().headers();
    var payload = call.http().body().length == 0 ? EMPTY_EVENT : call.http().body();
    var name = name(function, call);
    Invocations.checkJson(payload);
    var request =
        new InvocationRequest(
            name, payload, call.trace(), headers.first("X-Amz-Client-Context").orElse(null));
    var type = headers.first("X-Amz-Invocation-Type").orElse("RequestResponse");
    return switch (type) {
      case "RequestResponse" -> answer(invocations.invoke(request), call);
      case "Event" -> accepted(invocations.enqueue(request));
      case "DryRun" -> {
        invocations.find(name);
        yield withRequestId(Response.empty(204), call.requestId());
      }
      default ->
          throw new AwsException(
              400,
              "InvalidParameterValueException",
              "invocation type '%s' is not one of RequestResponse, Event, DryRun".formatted(type));
    };
  }

  private static Response answer(InvocationResult result, AwsCall call) {
    return switch (result) {
      case InvocationResult.Answered(var payload, var execution) ->
          answer(payload, execution, call);
      case InvocationResult.FunctionError(var payload, var execution) ->
          answer(payload, execution, call).with("X-Amz-Function-Error", "Unhandled");
      case InvocationResult.Throttled(var reason) -> throttled(reason, call.requestId());
      case InvocationResult.Refused(var status, var code, var message) ->
          throw new AwsException(status, code, message);
    };
  }

  private static Response answer(
      byte[] payload, InvocationResult.Execution execution, AwsCall call) {
    var headers =
        Headers.of(
            "Content-Type",
            "application/json",
            "x-amzn-RequestId",
            execution.requestId(),
            "X-Amz-Executed-Version",
            execution.executedVersion());
    boolean tail = call.http().headers().first("X-Amz-Log-Type").equals(Optional.of("Tail"));
    if (tail) {
      var log = execution.logTail().getBytes(StandardCharsets.UTF_8);
      headers = headers.with("X-Amz-Log-Result", Base64.getEncoder().encodeToString(log));
    }
    var root = call.trace().map(TraceHeader::root);
    if (root.isPresent()) {
      headers = headers.with(TraceHeader.NAME, "Root=" + root.get());
    }
    return new Response(200, headers, payload);
  }

  private static Response accepted(String requestId) {
    return withRequestId(Response.empty(202), requestId);
  }

  /// The qualifier in the query wins nothing over one in the name; AWS wants them equal.
  private static String name(String function, AwsCall call) {
    var qualifier = queryValue(call.http().query(), "Qualifier");
    if (qualifier.isEmpty()) {
      return function;
    }
    var own = FunctionName.parse(function).map(FunctionName::qualifier);
    if (own.isEmpty()) {
      return function + ":" + qualifier.get();
    }
    if (!own.equals(qualifier)) {
      throw new AwsException(
          400,
          "InvalidParameterValueException",
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    return function;
  }

  private static Optional<String> queryValue(String query, String name) {
    return Arrays.stream(query.split("&", -1))
        .filter(part -> part.startsWith(name + "="))
        .map(part -> URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst();
  }

  private static List<String> parts(String path) {
    return Arrays.stream(path.split("/", -1))
        .filter(part -> !part.isEmpty())
        .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  private static Response json(ObjectNode body, AwsCall call) {
    return withRequestId(Response.json(200, Json.write(body)), call.requestId());
  }

  private static Response throttled(String reason, String requestId) {
    var body =
        Json.object()
            .put("Reason", reason)
            .put("Type", "User")
            .put("message", "Rate Exceeded.")
            .put("retryAfterSeconds", "1");
    return error(429, "TooManyRequestsException", body, requestId);
  }

  private static Response error(AwsException e, String requestId) {
    var body = Json.object().put("Type", "User").put("Message", e.text());
    body.put("message", e.text());
    return error(e.status(), e.code(), body, requestId);
  }

  private static Response error(int status, String code, ObjectNode body, String requestId) {
    return withRequestId(Response.json(status, Json.write(body)), requestId)
        .with("x-amzn-ErrorType", code);
  }

  private static Response withRequestId(Response response, String requestId) {
    return response.with("x-amzn-RequestId", requestId);
  }
}
