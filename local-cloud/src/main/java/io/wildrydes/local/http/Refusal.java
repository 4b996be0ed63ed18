// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

/// Why the server answers without, or instead of, the handler.
public enum Refusal {
  /// What came is no HTTP/1.1 request, may be read in two ways, or broke off.
  MALFORMED(400),
  /// The `Host` or `Origin` header names something other than this machine: a page from elsewhere,
  /// or DNS rebinding.
  FOREIGN_ORIGIN(403),
  /// The request did not arrive whole within [ServerConfig#patience()].
  TOO_SLOW(408),
  /// The body is longer than the server's limit.
  BODY_TOO_LARGE(413),
  /// Request line and headers are longer than [ServerConfig#maxHeadBytes()], or too many.
  HEAD_TOO_LARGE(431),
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
