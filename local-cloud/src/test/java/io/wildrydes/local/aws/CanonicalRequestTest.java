// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The one spelling of requests: by the cases in `canonical-cases.json`, and by the test suite that
/// AWS publishes for signers, as far as its requests are valid HTTP.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
class CanonicalRequestTest {
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void spellsARequestInOneWayOnly(String name, JsonNode given) {
    var request = SignedRequests.request(given);
    var signed =
        given.has("signed")
            ? SignedRequests.texts(given.path("signed"))
            : request.headers().equals(Headers.none())
                ? List.of("host")
                : SignedRequests.names(request.headers());

    var canonical = CanonicalRequest.of(request, signed);

    assertThat(canonical)
        .isEqualTo(
            String.join(
                "\n",
                "GET",
                given.path("canonicalPath").asText("/"),
                given.path("canonicalQuery").asText(""),
                given.path("canonicalHeaders").asText("host:\n"),
                String.join(";", signed),
                EMPTY));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("published")
  void agreesWithAwssTestSuite(String name, JsonNode given) throws Exception {
    var request = SignedRequests.published(given);
    var signature = Signature.parse(request);

    var canonical = CanonicalRequest.of(request, signature.signedHeaders());

    var secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    assertThat(Signatures.sign(secret, signature.scope(), Signatures.toSign(signature, canonical)))
        .isEqualTo(given.path("signature").asText());
  }

  private static Stream<Arguments> cases() {
    return named("canonical-cases.json");
  }

  private static Stream<Arguments> published() {
    return named("published.json");
  }

  private static Stream<Arguments> named(String file) {
    try (InputStream in = CanonicalRequestTest.class.getResourceAsStream("/signatures/" + file)) {
      var cases = Json.parse(Objects.requireNonNull(in, file).readAllBytes());
      return StreamSupport.stream(cases.spliterator(), false)
          .map(one -> Arguments.of(one.path("name").asText(), one));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
