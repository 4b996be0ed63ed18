// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

/// The port that decides which requests X-Ray records.
@FunctionalInterface
public interface Sampling {
  /// Whether to record a request whose caller left the decision to us.
  boolean records(Candidate candidate);

  /// What sampling rules match on.
  ///
  /// @param service the stage as X-Ray names it: `<API name>/<stage>`
  /// @param host the `Host` header, empty when missing
  /// @param path the request path without the query, from the stage on
  record Candidate(String service, String host, String method, String path) {}
}
