// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.util.Optional;

/// The front door: checks a request and finds the function that it names.
///
/// See https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html.
final class Invocations {
  static final int MAX_SYNC_BYTES = 6 * 1024 * 1024;

  /// Since October 2025:
  /// https://aws.amazon.com/blogs/compute/more-room-to-build-serverless-services-now-support-payloads-up-to-1-mb/
  static final int MAX_ASYNC_BYTES = 1024 * 1024;

  private final FunctionCatalog catalog;
  private final Invoker invoker;
  private final Platform platform;

  Invocations(FunctionCatalog catalog, Invoker invoker, Platform platform) {
    this.catalog = catalog;
    this.invoker = invoker;
    this.platform = platform;
  }

  InvocationResult invoke(InvocationRequest request) throws InterruptedException {
    var refusal = refusal(request, MAX_SYNC_BYTES);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var target = find(request.function());
    return target.isEmpty()
        ? notFound(request.function())
        : invoker.invoke(target.get(), request, platform.uuids().get());
  }

  /// What is wrong with a request, whatever function it names.
  static Optional<InvocationResult.Refused> refusal(InvocationRequest request, int maxBytes) {
    if (request.payload().length > maxBytes) {
      var message =
          "Request must be smaller than %d bytes for the InvokeFunction operation"
              .formatted(maxBytes);
      return Optional.of(new InvocationResult.Refused(413, "RequestTooLargeException", message));
    }
    try {
      Json.parse(request.payload());
      return Optional.empty();
    } catch (MalformedJsonException _) {
      return Optional.of(
          new InvocationResult.Refused(
              400,
              "InvalidRequestContentException",
              "Could not parse request body into json: the payload is not one JSON value"));
    }
  }

  Optional<Target> find(String function) {
    return FunctionName.parse(function).flatMap(catalog::find);
  }

  InvocationResult.Refused notFound(String function) {
    var arn = FunctionName.parse(function).map(catalog::arn).orElse(function);
    return new InvocationResult.Refused(
        404, "ResourceNotFoundException", "Function not found: " + arn);
  }
}
