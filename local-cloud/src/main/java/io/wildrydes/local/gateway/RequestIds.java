// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.TraceHeader;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Request;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Gives each request its ids and its place in a trace.
///
/// Callers may choose the request id with `x-amzn-RequestId`, never the extended one, see
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html.
/// A trace that the caller sent goes on with its decision; without a decision the stage makes one,
/// if it is traced: https://docs.aws.amazon.com/xray/latest/devguide/xray-services-apigateway.html.
final class RequestIds {
  private static final Pattern CHOSEN = Pattern.compile("[A-Za-z0-9-]{1,128}");
  private static final int EXTENDED_ID_BYTES = 11; // sixteen characters of base64, the last one `=`
  private static final int ROOT_BYTES = 12;
  private static final int SEGMENT_BYTES = 8;

  private final Platform platform;
  private final Sampling sampling;

  RequestIds(Platform platform, Sampling sampling) {
    this.platform = platform;
    this.sampling = sampling;
  }

  Call.Ids of(Stage stage, Request request, Instant arrived) {
    var headers = request.headers();
    var caller =
        headers
            .first(TraceHeader.NAME)
            .flatMap(TraceHeader::parse)
            .orElseGet(() -> new TraceHeader(newRoot(arrived), null, null));
    return new Call.Ids(
        requestId(headers),
        Base64.getEncoder().encodeToString(random(EXTENDED_ID_BYTES)),
        caller,
        stage.tracing() ? traced(stage, request, caller) : caller);
  }

  private String requestId(Headers headers) {
    return headers
        .first("x-amzn-RequestId")
        .filter(id -> CHOSEN.matcher(id).matches())
        .orElseGet(platform.uuids());
  }

  private TraceHeader traced(Stage stage, Request request, TraceHeader caller) {
    var below = caller.withParent(HexFormat.of().formatHex(random(SEGMENT_BYTES)));
    if (caller.sampled() != null) {
      return below;
    }
    var host = request.headers().first("Host").orElse("");
    var path = request.path().substring(1 + stage.api().id().length());
    var service = stage.api().name() + "/" + stage.name();
    return below.withSampled(
        sampling.records(new Sampling.Candidate(service, host, request.method(), path)));
  }

  private String newRoot(Instant arrived) {
    var random = HexFormat.of().formatHex(random(ROOT_BYTES));
    return "1-%08x-%s".formatted(arrived.getEpochSecond(), random);
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    platform.random().nextBytes(bytes);
    return bytes;
  }
}
