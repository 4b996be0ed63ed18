// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.util.Optional;

/// Answers requests. Called on a virtual thread of its own per connection, so it may block.
@FunctionalInterface
public interface Handler {
  /// The answer; an exception becomes [Refusal#INTERNAL_ERROR], and its text never reaches the
  /// caller. An `InterruptedException` means that the server is closing.
  Response handle(Request request) throws InterruptedException;

  /// A handler's own words for what the server refuses; empty leaves them to
  /// [ServerConfig#refusals()].
  ///
  /// @param head the request as far as it could be read, without its body; without a method when it
  ///   is no HTTP
  default Optional<Response> refuse(Refusal refusal, Request head) {
    return Optional.empty();
  }
}
