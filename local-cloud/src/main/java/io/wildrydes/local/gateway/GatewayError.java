// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.json.Json;

/// Why the gateway itself refuses a request or cannot finish it.
///
/// Types and statuses:
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html.
/// Messages and error types are what AWS is seen to answer; it documents few of them.
///
/// @param responseType the gateway response that people customise for it
/// @param message AWS's own
/// @param errorType the value of `x-amzn-ErrorType`
record GatewayError(String responseType, int status, String message, String errorType) {
  /// No API or no stage of this name, or a key was needed and did not fit.
  static final GatewayError FORBIDDEN =
      new GatewayError("INVALID_API_KEY", 403, "Forbidden", "ForbiddenException");

  /// No resource has this path, or the resource has no such method.
  static final GatewayError MISSING_AUTHENTICATION_TOKEN =
      new GatewayError(
          "MISSING_AUTHENTICATION_TOKEN",
          403,
          "Missing Authentication Token",
          "MissingAuthenticationTokenException");

  /// No HTTP, or HTTP that may be read in two ways.
  static final GatewayError BAD_REQUEST =
      new GatewayError("DEFAULT_4XX", 400, "Bad Request", "BadRequestException");

  /// The request did not arrive in time.
  static final GatewayError REQUEST_TIMEOUT =
      new GatewayError("DEFAULT_4XX", 408, "Request Timeout", "RequestTimeoutException");

  /// Request line and headers are too long.
  static final GatewayError HEADERS_TOO_LARGE =
      new GatewayError(
          "DEFAULT_4XX", 431, "Request Header Fields Too Large", "RequestTooLongException");

  /// The body is over 10 MB.
  static final GatewayError REQUEST_TOO_LARGE =
      new GatewayError("REQUEST_TOO_LARGE", 413, "Request Too Long", "RequestTooLongException");

  /// A usage plan, stage or account throttle.
  static final GatewayError THROTTLED =
      new GatewayError("THROTTLED", 429, "Too Many Requests", "TooManyRequestsException");

  /// The usage plan's quota is used up.
  static final GatewayError QUOTA_EXCEEDED =
      new GatewayError("QUOTA_EXCEEDED", 429, "Limit Exceeded", "LimitExceededException");

  /// The function failed, or answered something that is no proxy answer.
  static final GatewayError BAD_GATEWAY =
      new GatewayError("DEFAULT_5XX", 502, "Internal server error", "InternalServerErrorException");

  /// Lambda did not take the invocation: throttled, no such function.
  static final GatewayError INTEGRATION_FAILURE =
      new GatewayError(
          "INTEGRATION_FAILURE", 500, "Internal server error", "InternalServerErrorException");

  /// The answer said it was base64 and was not.
  static final GatewayError API_CONFIGURATION_ERROR =
      new GatewayError(
          "API_CONFIGURATION_ERROR", 500, "Internal server error", "InternalServerErrorException");

  /// No answer within the integration's timeout.
  static final GatewayError INTEGRATION_TIMEOUT =
      new GatewayError(
          "INTEGRATION_TIMEOUT", 504, "Endpoint request timed out", "InternalServerErrorException");

  /// The caller's role does not let it call; the body's field has a capital letter then.
  static GatewayError accessDenied(String message) {
    return new GatewayError("ACCESS_DENIED", 403, message, "AccessDeniedException");
  }

  /// The gateway response used when there is none of this type.
  String fallbackType() {
    return status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
  }

  /// AWS's body when nobody customised it; those of the 5xx have a space after the colon.
  String defaultBody() {
    var name = errorType.equals("AccessDeniedException") ? "Message" : "message";
    var space = status < 500 ? "" : " ";
    return "{\"" + name + "\":" + space + Json.object().textNode(message) + "}";
  }
}
