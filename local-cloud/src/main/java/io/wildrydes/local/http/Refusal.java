// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

/// Why the server answers without, or instead of, the handler.
public enum Refusal {
  /// The body is longer than the server's limit.
  BODY_TOO_LARGE(413),
  /// The `Host` or `Origin` header names something other than this machine: a page from elsewhere,
  /// or DNS rebinding.
  FOREIGN_ORIGIN(403),
  /// The handler threw.
  INTERNAL_ERROR(500);

  private final int status;

  Refusal(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }

  /// The answer of a server that has no shape of its own for refusals.
  public Response plain() {
    return Response.json(status, "{\"message\":\"" + name() + "\"}");
  }
}
