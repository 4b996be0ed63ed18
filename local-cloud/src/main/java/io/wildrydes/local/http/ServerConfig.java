// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.time.Duration;
import java.util.function.Function;

/// What one [Server] listens on and refuses.
///
/// @param name names the server's threads and its messages, such as `gateway`
/// @param port 0 picks a free one
/// @param maxBodyBytes a longer body is refused and not kept
/// @param maxHeadBytes a longer request line with its headers is refused
/// @param patience how long a request may take to arrive, from its first byte to its last, and an
///   answer to be taken; a connection without a request may be idle for twice as long
/// @param refusals the answers to what never reaches, or fails in, the handler
public record ServerConfig(
    String name,
    int port,
    int maxBodyBytes,
    int maxHeadBytes,
    Duration patience,
    Function<Refusal, Response> refusals) {
  private static final int HEAD_BYTES = 64 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// A server with plain refusals, 64 KB for a head and 30 seconds for a request.
  public static ServerConfig of(String name, int port, int maxBodyBytes) {
    return new ServerConfig(name, port, maxBodyBytes, HEAD_BYTES, PATIENCE, Refusal::plain);
  }

  public ServerConfig withRefusals(Function<Refusal, Response> other) {
    return new ServerConfig(name, port, maxBodyBytes, maxHeadBytes, patience, other);
  }

  public ServerConfig withMaxHeadBytes(int other) {
    return new ServerConfig(name, port, maxBodyBytes, other, patience, refusals);
  }

  ServerConfig withPatience(Duration other) {
    return new ServerConfig(name, port, maxBodyBytes, maxHeadBytes, other, refusals);
  }
}
