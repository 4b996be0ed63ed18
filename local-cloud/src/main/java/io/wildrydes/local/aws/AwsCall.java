// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import io.wildrydes.local.http.Request;
import java.time.Instant;
import java.util.Optional;

/// One call of an AWS API, before its body is read.
///
/// @param callerArn who signed it
/// @param now when it arrived
public record AwsCall(Request http, String requestId, String callerArn, Instant now) {

  /// The caller's trace, when it sent a valid one.
  public Optional<TraceHeader> trace() {
    return http.headers().first(TraceHeader.NAME).flatMap(TraceHeader::parse);
  }
}
