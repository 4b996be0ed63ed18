// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.TraceHeader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a caller asks for.
///
/// @param function a name, `name:qualifier`, or an ARN with or without a qualifier
/// @param payload a JSON document
/// @param trace the caller's trace and segment, if it has one
/// @param clientContext the `X-Amz-Client-Context` header, base64
@SuppressWarnings("ArrayRecordComponent") // a payload is passed along and never compared
public record InvocationRequest(
    String function, byte[] payload, Optional<TraceHeader> trace, @Nullable String clientContext) {

  public InvocationRequest(String function, byte[] payload, Optional<TraceHeader> trace) {
    this(function, payload, trace, null);
  }
}
