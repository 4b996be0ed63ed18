// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.util.Set;

/// One method of a resource.
///
/// @param httpMethod the request method, or `ANY`
record Method(String httpMethod, Security security, Integration integration) {
  static final String ANY = "ANY";

  /// The methods that an API may have and `ANY` covers.
  ///
  /// See
  /// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html.
  static final Set<String> ALL = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  /// What callers must show.
  ///
  /// @param apiKey a key of a usage plan
  /// @param iam a signature of somebody whose policies allow the call
  record Security(boolean apiKey, boolean iam) {
    static final Security NONE = new Security(false, false);
  }
}
