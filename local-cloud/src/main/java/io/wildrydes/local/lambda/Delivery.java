// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One event on its way to a runtime: what the answer to `GET /runtime/invocation/next` says.
///
/// @param traceHeader the text of the trace header the function sees
/// @param clientContext the caller's client context, base64
@SuppressWarnings("ArrayRecordComponent") // a payload is passed along and never compared
record Delivery(
    String requestId,
    String invokedArn,
    Instant deadline,
    String traceHeader,
    @Nullable String clientContext,
    byte[] payload) {}
