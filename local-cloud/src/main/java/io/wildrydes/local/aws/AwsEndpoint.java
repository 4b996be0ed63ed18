// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import io.wildrydes.local.http.Handler;
import io.wildrydes.local.http.Refusal;
import io.wildrydes.local.http.Request;
import io.wildrydes.local.http.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// One address for all AWS APIs: the credential scope of the request's signature says which service
/// is meant, so the AWS CLI and every SDK work with `AWS_ENDPOINT_URL` alone.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
/// **Differs:** the signature itself is not checked, so any key and secret will do; [Signatures]
/// checks it where permissions depend on it.
public final class AwsEndpoint implements Handler {
  private static final Pattern SCOPE =
      Pattern.compile("Credential=([^/,\\s]+)/\\d{8}/([^/,\\s]+)/([^/,\\s]+)/aws4_request");

  private final Map<String, AwsApi> apis = new TreeMap<>();
  private final Credentials credentials;
  private final Supplier<String> requestIds;
  private final InstantSource clock;
  private ApiFaults faults = ApiFaults.none();

  public AwsEndpoint(
      List<AwsApi> apis,
      Credentials credentials,
      Supplier<String> requestIds,
      InstantSource clock) {
    apis.forEach(api -> this.apis.put(api.signingName(), api));
    this.credentials = credentials;
    this.requestIds = requestIds;
    this.clock = clock;
  }

  /// Lets calls fail on purpose; called before the first.
  ///
  /// @throws IllegalArgumentException when a rule names a service that is not here
  public AwsEndpoint withFaults(ApiFaults other) {
    for (var service : other.services()) {
      if (!apis.containsKey(service)) {
        throw new IllegalArgumentException(
            "API fault for service '%s', which is not here; services are %s"
                .formatted(service, String.join(", ", apis.keySet())));
      }
    }
    faults = other;
    return this;
  }

  @Override
  public Response handle(Request request) throws InterruptedException {
    var requestId = requestIds.get();
    var scope = scope(request);
    if (scope.isEmpty()) {
      return Protocol.of(request, "")
          .refuse(403, "MissingAuthenticationToken", "Missing Authentication Token", requestId);
    }
    var api = apis.get(scope.get().service());
    if (api == null) {
      var text =
          "service '%s' is not supported here; supported are %s"
              .formatted(scope.get().service(), String.join(", ", apis.keySet()));
      return Protocol.of(request, scope.get().service())
          .refuse(501, "NotImplemented", text, requestId);
    }
    var caller = credentials.callerArn(scope.get().accessKeyId());
    var fault = faults.next(scope.get().service(), caller);
    if (fault.isPresent()) {
      return refuse(fault.get().status(), fault.get().code(), fault.get().text(), requestId);
    }
    return api.handle(new AwsCall(request, requestId, caller, clock.instant()));
  }

  @Override
  public Optional<Response> refuse(Refusal refusal, Request head) {
    return Optional.of(refusal(refusal).with("x-amzn-RequestId", requestIds.get()));
  }

  /// AWS-shaped answers to what never reaches a service. Codes and statuses are the common errors
  /// of all AWS services, https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html.
  public static Response refusal(Refusal refusal) {
    return switch (refusal) {
      case MALFORMED ->
          refuse(400, "MalformedHttpRequestException", "The request is not valid HTTP", "");
      case TOO_SLOW ->
          refuse(408, "RequestTimeoutException", "The request did not arrive in time", "");
      case HEAD_TOO_LARGE ->
          refuse(431, "MalformedHttpRequestException", "The request headers are too long", "");
      case BODY_TOO_LARGE ->
          refuse(413, "RequestEntityTooLargeException", "Request body exceeds the limit", "");
      case FOREIGN_ORIGIN ->
          refuse(403, "AccessDenied", "Host and Origin must name this machine", "");
      case INTERNAL_ERROR ->
          refuse(500, "InternalFailure", "The request processing has failed", "");
    };
  }

  private static Response refuse(int status, String code, String message, String requestId) {
    return Protocol.JSON.refuse(status, code, message, requestId);
  }

  private static Optional<Scope> scope(Request request) {
    var signed =
        request
            .headers()
            .first("Authorization")
            .orElseGet(() -> request.query().replace("%2F", "/"));
    var scope = SCOPE.matcher(signed);
    return scope.find() ? Optional.of(new Scope(scope.group(1), scope.group(3))) : Optional.empty();
  }

  private record Scope(String accessKeyId, String service) {}
}
