// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

/// Every way a function refuses a request, with the status it answers.
public enum ErrorCode {
  INVALID_REQUEST("InvalidRequest", 400),
  CONFLICT("Conflict", 409),
  TOO_LARGE("TooLarge", 413),
  DEPENDENCY_FAILED("DependencyFailed", 502),
  UNAVAILABLE("Unavailable", 503);

  private final String wireName;
  private final int status;

  ErrorCode(String wireName, int status) {
    this.wireName = wireName;
    this.status = status;
  }

  String wireName() {
    return wireName;
  }

  int status() {
    return status;
  }
}
