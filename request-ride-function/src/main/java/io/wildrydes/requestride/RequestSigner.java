// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import io.wildrydes.kit.http.OutgoingRequest;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;

/// Signs calls to an API with IAM authorization, by Signature Version 4 and as this function's
/// role. <https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html>
///
/// @param credentials asked at each call, since they change while an environment lives
record RequestSigner(AwsCredentialsProvider credentials, Region region, InstantSource clock) {
  private static final String SIGNING_NAME = "execute-api";
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  /// The same request with its headers and body signed.
  ///
  /// @throws NoCredentialsException when none could be had
  OutgoingRequest signed(OutgoingRequest request) throws NoCredentialsException {
    var identity = identity();
    var signed =
        SIGNER.sign(signing ->
            signing
                .identity(identity)
                .request(encode(request))
                .payload(ContentStreamProvider.fromByteArray(request.body().bytes()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SIGNING_NAME)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
                .putProperty(HttpSigner.SIGNING_CLOCK, clock.withZone(ZoneOffset.UTC)));
    return withHeaders(request, signed.request());
  }

  private AwsCredentials identity() throws NoCredentialsException {
    try {
      return credentials.resolveCredentials();
    } catch (SdkException e) {
      throw new NoCredentialsException(e);
    }
  }

  private static SdkHttpRequest encode(OutgoingRequest request) {
    var encoded =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .uri(request.uri());
    request.headers().forEach(encoded::putHeader);
    return encoded.build();
  }

  /// Leaves out `Host`, which the HTTP client sets by itself and to the same value.
  private static OutgoingRequest withHeaders(OutgoingRequest request, SdkHttpRequest signed) {
    var headers = new HashMap<String, String>();
    signed.forEachHeader((name, values) -> {
      if (!name.equalsIgnoreCase("Host")) {
        headers.put(name, values.getFirst());
      }
    });
    return new OutgoingRequest(
        request.method(), request.uri(), headers, request.body(), request.annotations());
  }
}
