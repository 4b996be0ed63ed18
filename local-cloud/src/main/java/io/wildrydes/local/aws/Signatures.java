// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import io.wildrydes.local.aws.SignatureRefusedException.Reason;
import io.wildrydes.local.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves who signed a request (Signature Version 4): the key must be one handed out here or the
/// developer's, the request unchanged, and signed for this region and service within five minutes
/// of now. Thread-safe.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html,
/// and for the refusals
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html.
public final class Signatures {
  static final Duration SKEW = Duration.ofMinutes(5);

  private final Credentials credentials;
  private final String region;
  private final String service;

  /// @param service the name that requests are signed for
  public Signatures(Credentials credentials, String region, String service) {
    this.credentials = credentials;
    this.region = region;
    this.service = service;
  }

  /// The key that signed the request.
  ///
  /// @throws SignatureRefusedException when it is not signed, or not rightly
  public Credentials.Key verify(Request request, Instant now) throws SignatureRefusedException {
    var signature = Signature.parse(request);
    var key =
        credentials
            .find(signature.scope().accessKeyId())
            .filter(found -> isSame(found.sessionToken(), signature.token()))
            .orElseThrow(() ->
                new SignatureRefusedException(
                    Reason.UNKNOWN_KEY, "The security token included in the request is invalid."));
    checkScope(signature);
    checkTime(signature, now);
    checkValue(signature, request, key.secretAccessKey());
    return key;
  }

  /// What is wrong with the scope is said all at once, each with a space behind it.
  private void checkScope(Signature signature) throws SignatureRefusedException {
    var scope = signature.scope();
    var signedAt = Signature.basic(signature.signedAt());
    var wrong = new ArrayList<String>();
    if (!scope.region().equals(region)) {
      wrong.add(
          "Credential should be scoped to a valid region, not '%s'. ".formatted(scope.region()));
    }
    if (!scope.service().equals(service)) {
      wrong.add("Credential should be scoped to correct service: '%s'. ".formatted(service));
    }
    if (!scope.terminator().equals(Signature.Scope.TERMINATOR)) {
      wrong.add(
          "Credential should be scoped with a valid terminator: '%s', not '%s'. "
              .formatted(Signature.Scope.TERMINATOR, scope.terminator()));
    }
    if (!signedAt.startsWith(scope.date() + "T")) {
      wrong.add(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '%s' != '%s', from '%s'. "
              .formatted(scope.date(), signedAt.substring(0, signedAt.indexOf('T')), signedAt));
    }
    if (!signature.signedHeaders().contains("host")) {
      wrong.add("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization. ");
    }
    if (!wrong.isEmpty()) {
      throw new SignatureRefusedException(Reason.MISMATCH, String.join("", wrong));
    }
  }

  private static void checkTime(Signature signature, Instant now) throws SignatureRefusedException {
    var signed = Signature.basic(signature.signedAt());
    var validity = signature.validity() == null ? SKEW : signature.validity();
    if (signature.signedAt().isBefore(now.minus(validity))) {
      throw new SignatureRefusedException(
          Reason.EXPIRED,
          "Signature expired: %s is now earlier than %s (%s - %s.)"
              .formatted(
                  signed,
                  Signature.basic(now.minus(validity)),
                  Signature.basic(now),
                  signature.isPresigned() ? validity.toSeconds() + " sec" : "5 min"));
    }
    if (signature.signedAt().isAfter(now.plus(SKEW))) {
      throw new SignatureRefusedException(
          Reason.EXPIRED,
          "Signature not yet current: %s is still later than %s (%s + 5 min.)"
              .formatted(signed, Signature.basic(now.plus(SKEW)), Signature.basic(now)));
    }
  }

  private static void checkValue(Signature signature, Request request, String secret)
      throws SignatureRefusedException {
    var canonical = CanonicalRequest.of(request, signature.signedHeaders());
    var toSign = toSign(signature, canonical);
    if (!isSame(sign(secret, signature.scope(), toSign), signature.value())) {
      throw new SignatureRefusedException(
          Reason.MISMATCH,
          """
          The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.

          The Canonical String for this request should have been
          '%s'

          The String-to-Sign should have been
          '%s'
          """
              .formatted(canonical, toSign));
    }
  }

  static String toSign(Signature signature, String canonical) {
    return String.join(
        "\n",
        Signature.ALGORITHM,
        Signature.basic(signature.signedAt()),
        signature.scope().text(),
        HexFormat.of().formatHex(CanonicalRequest.sha256(utf8(canonical))));
  }

  /// The key is derived anew each time: four short hashes, a few microseconds.
  static String sign(String secret, Signature.Scope scope, String toSign) {
    byte[] key = utf8("AWS4" + secret);
    for (var part : scope.text().split("/", -1)) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, toSign));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static boolean isSame(String expected, String shown) {
    return MessageDigest.isEqual(utf8(expected), utf8(shown));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
