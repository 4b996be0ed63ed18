// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the resource and method of a request. The most specific path decides alone: when its
/// resource lacks the method, no less specific path is tried.
///
/// AWS answers an unknown path and an unknown method alike, see
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html.
final class Router {
  private final List<ApiResource> resources;

  Router(List<ApiResource> resources) {
    Comparator<ApiResource> bySpecificity =
        (one, other) -> one.pattern().compareSpecificity(other.pattern());
    this.resources = resources.stream().sorted(bySpecificity).toList();
  }

  /// The route for a path below the stage, percent-encoded as sent.
  Optional<Route> find(String httpMethod, String path) {
    var segments = PathPattern.split(path);
    for (var resource : resources) {
      var parameters = resource.pattern().match(segments);
      if (parameters.isPresent()) {
        return resource
            .method(httpMethod)
            .map(method -> new Route(resource, method, parameters.get()));
      }
    }
    return Optional.empty();
  }

  /// Where a request goes.
  ///
  /// @param pathParameters by name, percent-encoded as sent
  record Route(ApiResource resource, Method method, Map<String, String> pathParameters) {}
}
