// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A second implementation of what AWS describes, to judge signatures by.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
///
/// @param headers by lower-case name
record SignatureVersion4(
    String method, String path, String query, Map<String, String> headers, String body) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  /// The names in a header of the form `... SignedHeaders=a;b;c, ...`.
  static List<String> signedHeaders(String authorization) {
    return Arrays.asList(part(authorization, "SignedHeaders=").split(";"));
  }

  static String signature(String authorization) {
    return part(authorization, "Signature=");
  }

  /// @param scope as `20150830/us-east-1/iam/aws4_request`
  String signature(String secretKey, String scope, List<String> signedHeaders) {
    var toSign =
        String.join(
            "\n",
            ALGORITHM,
            headers.getOrDefault("x-amz-date", ""),
            scope,
            sha256(canonicalRequest(signedHeaders)));
    var key = ("AWS4" + secretKey).getBytes(UTF_8);
    for (var part : Arrays.stream(scope.split("/")).toList()) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, toSign));
  }

  private String canonicalRequest(List<String> signedHeaders) {
    var canonicalHeaders =
        signedHeaders.stream()
            .map(name -> name + ":" + headers.getOrDefault(name, "").strip() + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n", method, path, query, canonicalHeaders, String.join(";", signedHeaders), sha256(body));
  }

  private static String part(String authorization, String name) {
    return Arrays.stream(authorization.split("[ ,]+"))
        .filter(part -> part.startsWith(name))
        .map(part -> part.substring(name.length()))
        .collect(Collectors.joining());
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
