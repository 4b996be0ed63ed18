// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Instant;

/// An event that Lambda has accepted and not yet got rid of.
///
/// @param accepted when it was; its age counts from here
/// @param attempts invocations so far that the function, not the platform, ended
/// @param throttles tries in a row that found no concurrency
/// @param due when it is to be tried
record AsyncEvent(
    Target target,
    InvocationRequest request,
    String requestId,
    Instant accepted,
    int attempts,
    int throttles,
    Instant due) {

  static AsyncEvent accepted(
      Target target, InvocationRequest request, String requestId, Instant now) {
    return new AsyncEvent(target, request, requestId, now, 0, 0, now);
  }

  AsyncEvent afterAttempt(Instant nextDue) {
    return new AsyncEvent(target, request, requestId, accepted, attempts + 1, 0, nextDue);
  }

  AsyncEvent afterThrottle(Instant nextDue) {
    return new AsyncEvent(target, request, requestId, accepted, attempts, throttles + 1, nextDue);
  }
}
