// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

/// What a sampling rule looks at.
///
/// @param serviceName the segment's name, such as `wild-rydes-public/live`
/// @param serviceType the segment's origin, such as `AWS::ApiGateway::Stage`
/// @param host the `Host` header; empty where there is none
/// @param method the HTTP method; empty where there is none
/// @param path the URL's path; empty where there is none
public record SamplingRequest(
    String serviceName, String serviceType, String host, String method, String path) {}
