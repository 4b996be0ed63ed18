// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

/// One HTTP request, read whole.
///
/// @param path the path as sent, still percent-encoded; starts with `/`
/// @param query the query as sent, still percent-encoded, without `?`; empty when there is none
/// @param sourceIp the peer's address in text
@SuppressWarnings("ArrayRecordComponent") // a request is passed along once and never compared
public record Request(
    String method, String path, String query, Headers headers, byte[] body, String sourceIp) {

  /// This request with its body.
  Request withBody(byte[] bytes) {
    return new Request(method, path, query, headers, bytes, sourceIp);
  }
}
