// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import io.wildrydes.local.aws.SignatureRefusedException.Reason;
import io.wildrydes.local.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a request says of its own signature (Signature Version 4), in the `Authorization` header
/// or, presigned, in its query. Nothing of it is proven yet.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html.
///
/// @param signedHeaders lower case, in order
/// @param token of temporary keys; empty when there is none
/// @param validity how long a presigned request holds; null for one with a header
record Signature(
    Scope scope,
    List<String> signedHeaders,
    String value,
    Instant signedAt,
    String token,
    @Nullable Duration validity) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int DIGITS_OF_A_WEEK = 6;
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final List<String> HEADER_FIELDS =
      List.of("Credential", "Signature", "SignedHeaders");
  private static final List<String> QUERY_FIELDS =
      List.of(
          "X-Amz-Algorithm",
          "X-Amz-Credential",
          "X-Amz-Signature",
          "X-Amz-SignedHeaders",
          "X-Amz-Date");

  Signature {
    signedHeaders = List.copyOf(signedHeaders);
  }

  static Signature parse(Request request) throws SignatureRefusedException {
    var header = request.headers().first("Authorization");
    if (header.isPresent()) {
      return ofHeader(request, header.get());
    }
    var query = CanonicalRequest.parameters(request.query());
    if (QUERY_FIELDS.stream().noneMatch(query::containsKey)) {
      throw new SignatureRefusedException(Reason.MISSING, "Missing Authentication Token");
    }
    return ofQuery(query);
  }

  /// The time as signatures have it: `20261120T100000Z`.
  static String basic(Instant time) {
    return BASIC.format(time);
  }

  boolean isPresigned() {
    return validity != null;
  }

  private static Signature ofHeader(Request request, String header)
      throws SignatureRefusedException {
    int space = header.indexOf(' ');
    var algorithm = space < 0 ? header : header.substring(0, space);
    var fields = fields(space < 0 ? "" : header.substring(space + 1), header);
    var date =
        request.headers().first("X-Amz-Date").or(() -> request.headers().first("Date")).orElse("");
    var missing = new ArrayList<String>();
    for (var name : HEADER_FIELDS) {
      if (!fields.containsKey(name)) {
        missing.add("Authorization header requires '%s' parameter.".formatted(name));
      }
    }
    if (date.isEmpty()) {
      missing.add(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }
    if (!missing.isEmpty()) {
      throw incomplete(
          "%s (Hashed with SHA-256 and encoded with Base64) Authorization=%s"
              .formatted(String.join(" ", missing), hashed(header)));
    }
    checkAlgorithm(algorithm);
    return new Signature(
        Scope.parse(field(fields, "Credential")),
        headers(field(fields, "SignedHeaders")),
        field(fields, "Signature"),
        time(date),
        request.headers().first("X-Amz-Security-Token").orElse(""),
        null);
  }

  private static Signature ofQuery(Map<String, List<String>> query)
      throws SignatureRefusedException {
    var fields = new LinkedHashMap<String, String>();
    query.forEach((name, values) -> fields.put(name, values.getFirst()));
    var missing =
        QUERY_FIELDS.stream()
            .filter(name -> !fields.containsKey(name))
            .map("AWS query-string parameters must include '%s'. "::formatted)
            .toList();
    if (!missing.isEmpty()) {
      throw incomplete(String.join("", missing) + "Re-examine the query-string parameters.");
    }
    checkAlgorithm(field(fields, "X-Amz-Algorithm"));
    return new Signature(
        Scope.parse(field(fields, "X-Amz-Credential")),
        headers(field(fields, "X-Amz-SignedHeaders")),
        field(fields, "X-Amz-Signature"),
        time(field(fields, "X-Amz-Date")),
        fields.getOrDefault("X-Amz-Security-Token", ""),
        validity(fields.get("X-Amz-Expires")));
  }

  /// Commas and spaces alike stand between the fields.
  private static Map<String, String> fields(String text, String header)
      throws SignatureRefusedException {
    var fields = new LinkedHashMap<String, String>();
    for (var part : text.split("[,\\s]+", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0 && !part.isEmpty()) {
        throw incomplete(
            "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with"
                + " SHA-256 and encoded with Base64): '%s'.".formatted(hashed(header)));
      }
      if (equals >= 0) {
        fields.putIfAbsent(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return fields;
  }

  private static String field(Map<String, String> fields, String name) {
    return fields.getOrDefault(name, "");
  }

  private static List<String> headers(String text) {
    return List.of(text.toLowerCase(Locale.ROOT).split(";", -1));
  }

  private static void checkAlgorithm(String algorithm) throws SignatureRefusedException {
    if (!algorithm.equals(ALGORITHM)) {
      throw incomplete("Unsupported AWS 'algorithm': '%s'.".formatted(algorithm));
    }
  }

  private static Instant time(String text) throws SignatureRefusedException {
    return time(text, BASIC)
        .or(() -> time(text, DateTimeFormatter.RFC_1123_DATE_TIME))
        .orElseThrow(() ->
            incomplete(
                "Date must be in ISO-8601 'basic format'. Got '%s'. See http://en.wikipedia.org/wiki/ISO_8601"
                    .formatted(text)));
  }

  private static Optional<Instant> time(String text, DateTimeFormatter format) {
    try {
      return Optional.of(format.parse(text, Instant::from));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Duration validity(@Nullable String seconds) throws SignatureRefusedException {
    if (seconds == null) {
      return Signatures.SKEW;
    }
    if (!seconds.matches("[0-9]+")) {
      throw incomplete("X-Amz-Expires should be a number");
    }
    var digits = seconds.replaceFirst("^0+(?=.)", "");
    if (digits.length() > DIGITS_OF_A_WEEK || Long.parseLong(digits) > WEEK.toSeconds()) {
      throw incomplete(
          "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds");
    }
    return Duration.ofSeconds(Long.parseLong(digits));
  }

  private static String hashed(String text) {
    return Base64.getEncoder()
        .encodeToString(CanonicalRequest.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static SignatureRefusedException incomplete(String message) {
    return new SignatureRefusedException(Reason.INCOMPLETE, message);
  }

  /// Where a key may sign for: `<key>/<date>/<region>/<service>/aws4_request`.
  record Scope(String accessKeyId, String date, String region, String service, String terminator) {
    static final String TERMINATOR = "aws4_request";
    private static final int PARTS = 5;

    static Scope parse(String credential) throws SignatureRefusedException {
      var parts = credential.split("/", -1);
      if (parts.length != PARTS) {
        throw incomplete(
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '%s'"
                .formatted(credential));
      }
      return new Scope(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    /// The scope without the key.
    String text() {
      return String.join("/", date, region, service, terminator);
    }
  }
}
