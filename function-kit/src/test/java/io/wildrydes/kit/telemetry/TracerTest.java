// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.contexts.LambdaSegmentContext;
import com.amazonaws.xray.contexts.SegmentContext;
import com.amazonaws.xray.contexts.SegmentContextResolver;
import com.amazonaws.xray.contexts.SegmentContextResolverChain;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.testing.CapturedOutput;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracerTest {
  private static final String HEADER_PROPERTY = "com.amazonaws.xray.traceHeader";
  private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

  private final List<String> sent = new ArrayList<>();
  private final Tracer inLambda =
      new Tracer(() ->
          AWSXRayRecorderBuilder.standard()
              .withSegmentContextResolverChain(lambdaContext())
              .withEmitter(new RecordingEmitter())
              .build());

  @AfterEach
  void forgetTheTrace() {
    System.clearProperty(HEADER_PROPERTY);
    inLambda.detach();
  }

  @Test
  void annotatesASubsegmentOfLambdasSegment() throws Exception {
    System.setProperty(HEADER_PROPERTY, "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1");

    var result =
        inLambda.subsegment(
            "notify",
            span -> {
              inLambda.annotate(LogField.correlationId("order-1"));
              span.annotate(LogField.attempt(2));
              return "done";
            });

    assertThat(result).isEqualTo("done");
    var subsegment = only();
    assertThat(subsegment.path("name").asText()).isEqualTo("notify");
    assertThat(subsegment.path("trace_id").asText()).isEqualTo(ROOT);
    assertThat(subsegment.path("parent_id").asText()).isEqualTo("53995c3f42cd8ad8");
    assertThat(subsegment.path("annotations"))
        .isEqualTo(Json.MAPPER.readTree("{\"attempt\":2,\"correlationId\":\"order-1\"}"));
  }

  @Test
  void recordsAnExceptionAndLetsItPass() throws Exception {
    System.setProperty(HEADER_PROPERTY, "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1");

    assertThatThrownBy(() ->
            inLambda.subsegment(
                "notify",
                _ -> {
                  throw new IOException("no");
                }))
        .isInstanceOf(IOException.class);

    assertThat(only().path("fault").asBoolean()).isTrue();
    assertThat(only().path("cause").path("exceptions").get(0).path("message").asText())
        .isEqualTo("no");
  }

  @Test
  void remoteCallsCarryMethodUrlWithoutQueryAndStatus() throws Exception {
    System.setProperty(HEADER_PROPERTY, "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1");

    var header =
        inLambda.remote(
            "POST",
            URI.create("https://partner.example:8443/slow?key=secret"),
            span -> {
              span.answered(429, 12);
              return span.traceHeader();
            });

    var subsegment = only();
    assertThat(subsegment.path("name").asText()).isEqualTo("partner.example");
    assertThat(subsegment.path("namespace").asText()).isEqualTo("remote");
    assertThat(subsegment.path("throttle").asBoolean()).isTrue();
    assertThat(subsegment.path("error").asBoolean()).isTrue();
    assertThat(subsegment.path("http"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"request":{"method":"POST","url":"https://partner.example:8443/slow"},
                 "response":{"status":429,"content_length":12}}
                """));
    assertThat(header)
        .contains("Root=" + ROOT + ";Parent=" + subsegment.path("id").asText() + ";Sampled=1");
  }

  @Test
  void unsampledTracesAreNotSentButPassedOn() throws Exception {
    System.setProperty(HEADER_PROPERTY, "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=0");

    var header = inLambda.remote("GET", URI.create("http://partner.example/"), Span::traceHeader);

    assertThat(sent).isEmpty();
    assertThat(header.orElseThrow()).startsWith("Root=" + ROOT).endsWith("Sampled=0");
  }

  @Test
  void aRetryIsReportedUnderItsOwnParent() throws Exception {
    System.setProperty(HEADER_PROPERTY, "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1");
    inLambda.subsegment("first", _ -> "failed");
    inLambda.detach();

    System.setProperty(HEADER_PROPERTY, "Root=" + ROOT + ";Parent=1111222233334444;Sampled=1");
    inLambda.subsegment("second", _ -> "done");

    assertThat(Json.MAPPER.readTree(sent.getLast()).path("parent_id").asText())
        .isEqualTo("1111222233334444");
  }

  @Test
  void warmsUpSendingNothing() {
    inLambda.warmUp();

    assertThat(sent).isEmpty();
  }

  @Test
  void isQuietWhereThereIsNoTrace() throws Exception {
    try (var output = CapturedOutput.start()) {
      var tracer = new Tracer();
      tracer.annotate(LogField.correlationId("order-1"));
      Optional<String> header =
          tracer.remote("GET", URI.create("http://partner.example/"), Span::traceHeader);

      assertThat(header).isEmpty();
      assertThat(output.lines()).isEmpty();
    }
  }

  private JsonNode only() throws IOException {
    assertThat(sent).hasSize(1);
    return Json.MAPPER.readTree(sent.getFirst());
  }

  private static SegmentContextResolverChain lambdaContext() {
    var chain = new SegmentContextResolverChain();
    chain.addResolver(
        new SegmentContextResolver() {
          @Override
          public SegmentContext resolve() {
            return new LambdaSegmentContext();
          }
        });
    return chain;
  }

  private final class RecordingEmitter extends Emitter {
    @Override
    public boolean sendSegment(Segment segment) {
      throw new AssertionError("Lambda owns the segment");
    }

    @Override
    public boolean sendSubsegment(Subsegment subsegment) {
      return sent.add(subsegment.streamSerialize());
    }
  }
}
