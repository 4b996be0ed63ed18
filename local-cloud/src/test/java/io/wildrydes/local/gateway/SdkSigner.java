// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Signs requests with the AWS SDK's own signer, for `execute-api` unless told otherwise.
///
/// @param validity makes the request presigned; null signs in the header
record SdkSigner(
    Credentials.Key key, Instant at, String region, String service, @Nullable Duration validity) {

  static SdkSigner of(Credentials.Key key) {
    return new SdkSigner(key, TestGateway.START, "us-east-1", "execute-api", null);
  }

  SdkSigner at(Instant time) {
    return new SdkSigner(key, time, region, service, validity);
  }

  SdkSigner scoped(String otherRegion, String otherService) {
    return new SdkSigner(key, at, otherRegion, otherService, validity);
  }

  SdkSigner presigning(Duration valid) {
    return new SdkSigner(key, at, region, service, valid);
  }

  /// The signed request, as the gateway receives it.
  Request sign(String method, String target, String body) {
    var unsigned = unsigned(method, URI.create("http://127.0.0.1:3000" + target), Map.of());
    var signed = sign(unsigned, body.getBytes(StandardCharsets.UTF_8));
    return new Request(
        method,
        signed.encodedPath(),
        signed.encodedQueryParameters().orElse(""),
        Headers.of(signed.headers()),
        body.getBytes(StandardCharsets.UTF_8),
        "127.0.0.1");
  }

  SdkHttpRequest sign(SdkHttpRequest unsigned, byte[] body) {
    return AwsV4HttpSigner.create()
        .sign(request -> {
          request
              .identity(identity())
              .request(unsigned)
              .payload(ContentStreamProvider.fromByteArray(body))
              .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
              .putProperty(AwsV4HttpSigner.REGION_NAME, region)
              .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC));
          if (validity != null) {
            request
                .putProperty(
                    AwsV4FamilyHttpSigner.AUTH_LOCATION,
                    AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, validity);
          }
        })
        .request();
  }

  static SdkHttpRequest unsigned(String method, URI uri, Map<String, List<String>> headers) {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.fromValue(method))
        .uri(uri)
        .headers(headers)
        .build();
  }

  private AwsCredentialsIdentity identity() {
    return key.sessionToken().isEmpty()
        ? AwsCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey())
        : AwsSessionCredentialsIdentity.create(
            key.accessKeyId(), key.secretAccessKey(), key.sessionToken());
  }
}
