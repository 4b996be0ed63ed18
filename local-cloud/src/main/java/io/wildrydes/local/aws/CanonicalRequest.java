// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The one spelling of a request that both sides of a signature agree on.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
/// The path is encoded twice, as for every service but S3: what is percent-encoded as sent is
/// encoded once more. The payload's hash is that of the body received, whatever
/// `x-amz-content-sha256` says, so that a body counts that was never signed.
final class CanonicalRequest {
  private static final String UNRESERVED = "-._~";
  private static final String SIGNATURE = "X-Amz-Signature";

  private CanonicalRequest() {}

  static String of(Request request, List<String> signedHeaders) {
    var headers =
        signedHeaders.stream()
            .map(name -> name + ":" + value(request.headers(), name) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        path(request.path()),
        query(request.query()),
        headers,
        String.join(";", signedHeaders),
        HexFormat.of().formatHex(sha256(request.body())));
  }

  /// The parameters of a query as sent, decoded to a character for each byte.
  static Map<String, List<String>> parameters(String query) {
    var parameters = new LinkedHashMap<String, List<String>>();
    for (var part : query.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        var name = decode(equals < 0 ? part : part.substring(0, equals));
        var value = equals < 0 ? "" : decode(part.substring(equals + 1));
        parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Without empty, `.` and `..` segments, and encoded once more.
  private static String path(String path) {
    var segments = new ArrayDeque<String>();
    for (var segment : path.split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> segments.pollLast();
        default -> segments.addLast(encode(segment));
      }
    }
    var end = path.endsWith("/") && !segments.isEmpty() ? "/" : "";
    return "/" + String.join("/", segments) + end;
  }

  /// By name, then by value, both in the order of their encoded bytes.
  private static String query(String query) {
    var encoded = new ArrayList<String>();
    parameters(query)
        .forEach((name, values) -> {
          if (!name.equals(SIGNATURE)) {
            // a space sorts below whatever an encoded name may hold
            values.forEach(value -> encoded.add(encode(name) + " " + encode(value)));
          }
        });
    return encoded.stream().sorted().map(p -> p.replace(' ', '=')).collect(Collectors.joining("&"));
  }

  private static String value(Headers headers, String name) {
    return headers.all(name).stream()
        .map(value -> value.strip().replaceAll("\\s+", " "))
        .collect(Collectors.joining(","));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
  }

  private static String encode(String text) {
    var encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
      char c = (char) (b & 0xff);
      if ((c < 0x80 && Character.isLetterOrDigit(c)) || UNRESERVED.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }
}
