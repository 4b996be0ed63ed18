// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.http.Response;
import java.time.Duration;

/// What stands behind a method.
sealed interface Integration {
  /// The longest that API Gateway waits for an integration, and what it waits by default.
  ///
  /// See https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html.
  Duration MAX_TIMEOUT = Duration.ofSeconds(29);

  /// A function that is given the request and writes the answer.
  record LambdaProxy(String functionArn, Duration timeout) implements Integration {}

  /// An answer that API Gateway gives by itself, such as to a CORS preflight.
  record Mock(Response response) implements Integration {}
}
