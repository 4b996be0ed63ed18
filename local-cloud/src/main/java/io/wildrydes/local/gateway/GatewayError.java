// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

/// Why the gateway itself refuses a request or cannot finish it: AWS's response type, status,
/// message and `x-amzn-ErrorType`.
///
/// Types and statuses:
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html.
/// Messages and error types are what AWS is seen to answer; it documents few of them.
enum GatewayError {
  /// No API or no stage of this name, or a key was needed and did not fit.
  FORBIDDEN("INVALID_API_KEY", 403, "Forbidden", "ForbiddenException"),
  /// No resource has this path, or the resource has no such method.
  MISSING_AUTHENTICATION_TOKEN(
      "MISSING_AUTHENTICATION_TOKEN",
      403,
      "Missing Authentication Token",
      "MissingAuthenticationTokenException"),
  /// No HTTP, or HTTP that may be read in two ways.
  BAD_REQUEST("DEFAULT_4XX", 400, "Bad Request", "BadRequestException"),
  /// The request did not arrive in time.
  REQUEST_TIMEOUT("DEFAULT_4XX", 408, "Request Timeout", "RequestTimeoutException"),
  /// Request line and headers are too long.
  HEADERS_TOO_LARGE(
      "DEFAULT_4XX", 431, "Request Header Fields Too Large", "RequestTooLongException"),
  /// The body is over 10 MB.
  REQUEST_TOO_LARGE("REQUEST_TOO_LARGE", 413, "Request Too Long", "RequestTooLongException"),
  /// A usage plan, stage or account throttle.
  THROTTLED("THROTTLED", 429, "Too Many Requests", "TooManyRequestsException"),
  /// The usage plan's quota is used up.
  QUOTA_EXCEEDED("QUOTA_EXCEEDED", 429, "Limit Exceeded", "LimitExceededException"),
  /// The function failed, or answered something that is no proxy answer.
  BAD_GATEWAY("DEFAULT_5XX", 502, "Internal server error", "InternalServerErrorException"),
  /// Lambda did not take the invocation: throttled, no such function.
  INTEGRATION_FAILURE(
      "INTEGRATION_FAILURE", 500, "Internal server error", "InternalServerErrorException"),
  /// The answer said it was base64 and was not.
  API_CONFIGURATION_ERROR(
      "API_CONFIGURATION_ERROR", 500, "Internal server error", "InternalServerErrorException"),
  /// No answer within the integration's timeout.
  INTEGRATION_TIMEOUT(
      "INTEGRATION_TIMEOUT", 504, "Endpoint request timed out", "InternalServerErrorException");

  private final String responseType;
  private final int status;
  private final String message;
  private final String errorType;

  GatewayError(String responseType, int status, String message, String errorType) {
    this.responseType = responseType;
    this.status = status;
    this.message = message;
    this.errorType = errorType;
  }

  /// The gateway response that people customise for it.
  String responseType() {
    return responseType;
  }

  int status() {
    return status;
  }

  String message() {
    return message;
  }

  /// The value of `x-amzn-ErrorType`.
  String errorType() {
    return errorType;
  }

  /// The gateway response used when there is none of this type.
  String fallbackType() {
    return status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
  }

  /// AWS's body when nobody customised it; those of the 5xx have a space after the colon.
  String defaultBody() {
    return status < 500
        ? "{\"message\":\"" + message + "\"}"
        : "{\"message\": \"" + message + "\"}";
  }
}
