// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;

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
  private final AsyncInvocations async;
  private final Platform platform;

  Invocations(FunctionCatalog catalog, Invoker invoker, AsyncInvocations async, Platform platform) {
    this.catalog = catalog;
    this.invoker = invoker;
    this.async = async;
    this.platform = platform;
  }

  /// Invokes and waits for the end.
  InvocationResult invoke(InvocationRequest request) throws InterruptedException {
    try {
      var target = find(request.function());
      checkSize(request, MAX_SYNC_BYTES);
      return invoker.invoke(target, request, platform.uuids().get());
    } catch (AwsException e) {
      return new InvocationResult.Refused(e.status(), e.code(), e.text());
    }
  }

  /// Accepts an event for later.
  ///
  /// @return the id that all tries of this event will carry
  /// @throws AwsException when there is no such function, or the payload is too large
  String enqueue(InvocationRequest request) {
    var target = find(request.function());
    checkSize(request, MAX_ASYNC_BYTES);
    return async.accept(target, request);
  }

  /// The function that a caller's name means.
  ///
  /// @throws AwsException when there is none
  Target find(String function) {
    var name = FunctionName.parse(function);
    return name.flatMap(catalog::find)
        .orElseThrow(() ->
            new AwsException(
                404,
                "ResourceNotFoundException",
                "Function not found: " + name.map(catalog::arn).orElse(function)));
  }

  /// Checks what callers other than services send.
  ///
  /// @throws AwsException when the payload is not one JSON value
  static void checkJson(byte[] payload) {
    try {
      Json.parse(payload);
    } catch (MalformedJsonException _) {
      throw new AwsException(
          400,
          "InvalidRequestContentException",
          "Could not parse request body into json: the payload is not one JSON value");
    }
  }

  private static void checkSize(InvocationRequest request, int maxBytes) {
    if (request.payload().length > maxBytes) {
      throw new AwsException(
          413,
          "RequestTooLargeException",
          "Request must be smaller than %d bytes for the InvokeFunction operation"
              .formatted(maxBytes));
    }
  }
}
