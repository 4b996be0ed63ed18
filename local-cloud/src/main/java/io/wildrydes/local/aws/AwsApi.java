// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import io.wildrydes.local.http.Response;

/// The wire half of one AWS service on the shared endpoint.
public interface AwsApi {
  /// The service's name in a signature's credential scope, such as `sqs` or `events`.
  String signingName();

  /// Answers one call; errors are answered in the service's protocol, not thrown.
  Response handle(AwsCall call) throws InterruptedException;
}
