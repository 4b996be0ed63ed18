// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Requests for tests of signatures.
final class SignedRequests {
  private SignedRequests() {}

  /// The request of a case: `method`, `path`, `query`, `headers` as pairs, `body`.
  static Request request(JsonNode given) {
    return request(given, Map.of());
  }

  /// A request of AWS's test suite, with the header that the suite expects.
  static Request published(JsonNode given) {
    var authorization =
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=%s, Signature=%s"
            .formatted(given.path("signedHeaders").asText(), given.path("signature").asText());
    return request(
        given,
        Map.of(
            "Host", "example.amazonaws.com",
            "X-Amz-Date", "20150830T123600Z",
            "Authorization", authorization));
  }

  static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  /// The names of all fields, in lower case and in order.
  static List<String> names(Headers headers) {
    var names = new ArrayList<String>();
    headers.forEach((name, _) -> names.add(name.toLowerCase(Locale.ROOT)));
    return names;
  }

  private static Request request(JsonNode given, Map<String, String> more) {
    var headers = new LinkedHashMap<String, List<String>>();
    given
        .path("headers")
        .forEach(pair ->
            headers
                .computeIfAbsent(pair.path(0).asText(), _ -> new ArrayList<>())
                .add(pair.path(1).asText()));
    more.forEach((name, value) -> headers.put(name, List.of(value)));
    return new Request(
        given.path("method").asText("GET"),
        given.path("path").asText("/"),
        given.path("query").asText(""),
        Headers.of(headers),
        given.path("body").asText("").getBytes(StandardCharsets.UTF_8),
        "127.0.0.1");
  }
}
