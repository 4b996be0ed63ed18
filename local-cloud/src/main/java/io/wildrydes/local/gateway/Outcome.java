// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.http.Response;
import org.jspecify.annotations.Nullable;

/// How a call ended, before the gateway's own headers.
sealed interface Outcome {
  /// What is known of the integration; null when none was asked.
  @Nullable IntegrationTrail integration();

  /// The gateway answers by itself.
  record Refused(GatewayError error, @Nullable IntegrationTrail integration) implements Outcome {}

  /// The integration answered.
  record Answered(Response response, @Nullable IntegrationTrail integration) implements Outcome {}

  /// What the access log tells of an integration.
  ///
  /// @param requestId Lambda's request id
  /// @param lambdaStatus what Lambda's Invoke API answered; null when it did not in time
  /// @param functionStatus the status that the function's code gave; null when it gave none
  /// @param error what went wrong; null when nothing did
  record IntegrationTrail(
      String requestId,
      long latencyMillis,
      @Nullable Integer lambdaStatus,
      @Nullable Integer functionStatus,
      @Nullable String error) {}
}
