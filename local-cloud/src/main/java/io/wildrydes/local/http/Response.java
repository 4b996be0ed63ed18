// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.nio.charset.StandardCharsets;

/// One HTTP answer, held whole.
@SuppressWarnings("ArrayRecordComponent") // an answer is written once and never compared
public record Response(int status, Headers headers, byte[] body) {

  /// An answer whose body is this JSON text.
  public static Response json(int status, String body) {
    return of(status, "application/json", body);
  }

  public static Response of(int status, String contentType, String body) {
    return new Response(
        status, Headers.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
  }

  public static Response empty(int status) {
    return new Response(status, Headers.none(), new byte[0]);
  }

  /// This answer with the field set to this one value.
  public Response with(String name, String value) {
    return new Response(status, headers.with(name, value), body);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
