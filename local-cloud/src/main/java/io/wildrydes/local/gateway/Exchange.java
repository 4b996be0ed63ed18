// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.http.Response;
import java.time.Duration;
import java.time.Instant;

/// One finished request: all that access logs, and later segments and metrics, tell of it.
///
/// @param response as sent
record Exchange(Call call, Outcome outcome, Response response, Instant finished) {

  long latencyMillis() {
    return Duration.between(call.arrived(), finished).toMillis();
  }
}
