// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.util.function.Function;

/// What one [Server] listens on and refuses.
///
/// @param name names the server's threads and its messages, such as `gateway`
/// @param port 0 picks a free one
/// @param maxBodyBytes a longer body is refused and not kept
/// @param refusals the answers to what never reaches, or fails in, the handler
public record ServerConfig(
    String name, int port, int maxBodyBytes, Function<Refusal, Response> refusals) {

  /// A server with plain refusals.
  public static ServerConfig of(String name, int port, int maxBodyBytes) {
    return new ServerConfig(name, port, maxBodyBytes, Refusal::plain);
  }

  public ServerConfig withRefusals(Function<Refusal, Response> other) {
    return new ServerConfig(name, port, maxBodyBytes, other);
  }
}
