// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.aws.TraceHeader;
import io.wildrydes.local.http.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One request to a stage, with everything known before it is answered.
///
/// @param http the request as it came in; its path still starts with the API's id
/// @param path the path below the stage, percent-encoded as sent
/// @param route where it goes; null when no resource or method fits
/// @param caller what is known of who sent it
record Call(
    Stage stage,
    Request http,
    String path,
    Ids ids,
    Instant arrived,
    Router.@Nullable Route route,
    Caller caller) {

  Call withKey(@Nullable ApiKey shown) {
    return with(new Caller(shown, caller.signer()));
  }

  Call signedBy(Credentials.@Nullable Key signer) {
    return with(new Caller(caller.key(), signer));
  }

  /// The path from the stage on, such as `/live/notify`.
  String stagePath() {
    return "/" + stage.name() + path;
  }

  @Nullable ApiKey key() {
    return caller.key();
  }

  private Call with(Caller known) {
    return new Call(stage, http, path, ids, arrived, route, known);
  }

  /// Who sent a request, as far as the method asks.
  ///
  /// @param key the API key it showed; null when none was needed or none fitted
  /// @param signer the access key that signed it; null when none was needed
  record Caller(@Nullable ApiKey key, Credentials.@Nullable Key signer) {
    static final Caller UNKNOWN = new Caller(null, null);
  }

  /// The ids of one request.
  ///
  /// @param requestId a UUID, unless the caller chose it
  /// @param extendedRequestId always the gateway's own
  /// @param caller the trace as the caller sent it, or one with a new root
  /// @param onward the trace as passed on: below the gateway's segment and with the decision to
  ///   record, when the stage is traced
  record Ids(String requestId, String extendedRequestId, TraceHeader caller, TraceHeader onward) {}
}
