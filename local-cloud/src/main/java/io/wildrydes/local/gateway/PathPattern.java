// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A resource path such as `/rides/{rideId}` or `/files/{proxy+}`.
///
/// A request's trailing slash does not matter, and parameters keep their percent-encoding, both as
/// AWS is seen to do. Empty segments match nothing.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html.
record PathPattern(String text, List<Segment> segments) {

  PathPattern {
    segments = List.copyOf(segments);
  }

  static PathPattern parse(String text) {
    return new PathPattern(text, split(text).stream().map(Segment::parse).toList());
  }

  /// The segments of a request path.
  static List<String> split(String path) {
    var inner = path.startsWith("/") ? path.substring(1) : path;
    var trimmed = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
    return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("/", -1));
  }

  /// The path parameters, when the path matches.
  Optional<Map<String, String>> match(List<String> path) {
    var parameters = new LinkedHashMap<String, String>();
    for (int i = 0; i < segments.size(); i++) {
      if (i >= path.size() || path.get(i).isEmpty()) {
        return Optional.empty();
      }
      switch (segments.get(i)) {
        case Segment.Literal(var name) -> {
          if (!name.equals(path.get(i))) {
            return Optional.empty();
          }
        }
        case Segment.Parameter(var name) -> parameters.put(name, path.get(i));
        case Segment.Greedy(var name) -> {
          parameters.put(name, String.join("/", path.subList(i, path.size())));
          return Optional.of(parameters);
        }
      }
    }
    return path.size() == segments.size() ? Optional.of(parameters) : Optional.empty();
  }

  /// Below zero when this pattern is tried before the other: at the first difference a literal goes
  /// before a parameter, a parameter before a greedy one, and anything before nothing.
  int compareSpecificity(PathPattern other) {
    for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
      int difference = segments.get(i).rank() - other.segments.get(i).rank();
      if (difference != 0) {
        return difference;
      }
    }
    return other.segments.size() - segments.size();
  }

  /// One part between slashes.
  sealed interface Segment {
    /// Matches itself.
    record Literal(String text) implements Segment {}

    /// Matches any one part.
    record Parameter(String name) implements Segment {}

    /// Matches the rest of the path, at least one part.
    record Greedy(String name) implements Segment {}

    private static Segment parse(String text) {
      if (!text.startsWith("{") || !text.endsWith("}")) {
        return new Literal(text);
      }
      var name = text.substring(1, text.length() - 1);
      return name.endsWith("+")
          ? new Greedy(name.substring(0, name.length() - 1))
          : new Parameter(name);
    }

    private int rank() {
      return switch (this) {
        case Literal _ -> 0;
        case Parameter _ -> 1;
        case Greedy _ -> 2;
      };
    }
  }
}
