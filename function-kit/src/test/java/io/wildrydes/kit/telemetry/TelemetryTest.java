// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.kit.Json;
import io.wildrydes.testing.CapturedOutput;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private static final EventLog LOG = EventLog.of(TelemetryTest.class);

  private final Telemetry telemetry =
      new Telemetry(
          "notification",
          new Tracer(),
          new MutableClock(Instant.parse("2026-01-01T00:00:00.250Z")));

  @Test
  void writesOneObjectALineWithTheInvocationsIdentity() throws Exception {
    var lines =
        linesOf(() -> {
          telemetry.tag(LogField.correlationId("order-1"));
          telemetry.tag(LogField.orderId("o-7"));
          LOG.milestone(Milestone.DELIVERY_COMPLETED, LogField.attempt(2));
        });

    var line = lines.getLast();
    assertThat(line.path("timestamp").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(((ObjectNode) line).without("timestamp").toString())
        .isEqualTo(
            Json.MAPPER
                .readTree(
                    """
                    {"level":"INFO","message":"delivery completed","AWSRequestId":"request-1",
                     "coldStart":true,"correlationId":"order-1","functionName":"wild-rydes-test",
                     "functionVersion":"1","orderId":"o-7","service":"notification",
                     "traceId":"1-5759e988-bd862e3fe1be46a994272793",
                     "logger":"io.wildrydes.kit.telemetry.TelemetryTest",
                     "attempt":2,"milestone":"DELIVERY_COMPLETED"}
                    """)
                .toString());
  }

  @Test
  void correlatesByLambdaRequestIdUntilTold() throws Exception {
    var lines = linesOf(() -> LOG.info("before"));

    assertThat(lines.getLast().path("correlationId").asText()).isEqualTo("request-1");
  }

  @Test
  void leavesNothingBehindForTheNextInvocation() throws Exception {
    linesOf(() -> telemetry.tag(LogField.orderId("o-7")));

    var lines = linesOf(() -> LOG.info("next"));

    assertThat(lines.getLast().has("orderId")).isFalse();
    assertThat(lines.getLast().path("coldStart").isBoolean()).isTrue();
    assertThat(lines.getLast().path("coldStart").asBoolean()).isFalse();
  }

  @Test
  void theNextRecordOfABatchBelongsToTheSameInvocation() throws Exception {
    var output = CapturedOutput.start();
    try (output;
        var invocation = telemetry.begin(FakeLambdaContext.of("request-1"))) {
      telemetry.tag(LogField.correlationId("order-1"));
      telemetry.tag(LogField.orderId("o-7"));
      invocation.untag();
      LOG.info("next record");
    }

    var line = Json.MAPPER.readTree(output.lines().getLast());
    assertThat(line.path("correlationId").asText()).isEqualTo("request-1");
    assertThat(line.has("orderId")).isFalse();
    assertThat(line.path("coldStart").asBoolean()).isTrue();
  }

  @Test
  void saysColdStartAgainAfterRestore() throws Exception {
    linesOf(() -> {});
    telemetry.discard();
    telemetry.renew();

    var lines = linesOf(() -> LOG.info("restored"));

    assertThat(lines.getLast().path("coldStart").asBoolean()).isTrue();
  }

  @Test
  void boundsTheStackTraceAndKeepsItOneString() throws Exception {
    var deep = new IllegalStateException("boom");
    for (var i = 0; i < 40; i++) {
      deep = new IllegalStateException("boom", deep);
    }
    var cause = deep;

    var lines = linesOf(() -> LOG.error("invocation failed", cause));

    var line = lines.getLast();
    assertThat(line.path("exceptionClass").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.path("exceptionMessage").asText()).isEqualTo("boom");
    assertThat(line.path("exception").isTextual()).isTrue();
    assertThat(line.path("exception").asText().length()).isBetween(100, 8200);
    assertThat(line.path("message").asText()).isEqualTo("invocation failed");
  }

  @Test
  void libraryLinesCarryTheInvocationToo() throws Exception {
    var lines = linesOf(() -> libraryLines());

    assertThat(lines.getLast().path("message").asText()).isEqualTo("took 3 tries");
    assertThat(lines.getLast().path("correlationId").asText()).isEqualTo("request-1");
  }

  @Test
  void keepsInvocationsOnDifferentThreadsApart() throws Exception {
    var bothBegun = new CountDownLatch(2);
    List<String> lines;
    try (var output = CapturedOutput.start()) {
      var threads = new ArrayList<Thread>();
      for (var id : List.of("a", "b")) {
        threads.add(
            Thread.startVirtualThread(() -> {
              try (var _ = telemetry.begin(FakeLambdaContext.of(id))) {
                telemetry.tag(LogField.orderId("order of " + id));
                bothBegun.countDown();
                bothBegun.await();
                LOG.info("both begun");
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            }));
      }
      for (var thread : threads) {
        thread.join();
      }
      lines = output.lines();
    }

    var begun = new ArrayList<String>();
    for (var text : lines) {
      var line = Json.MAPPER.readTree(text);
      if (line.path("message").asText().equals("both begun")) {
        begun.add(line.path("AWSRequestId").asText() + ": " + line.path("orderId").asText());
      }
    }
    assertThat(begun).containsExactlyInAnyOrder("a: order of a", "b: order of b");
  }

  @Test
  void metricsAreEmbeddedInLogLines() throws Exception {
    var lines =
        linesOf(
            () -> telemetry.metrics().record(Metric.DELIVERY_LEAD_TIME, Duration.ofMillis(1234)));

    var line = lines.getLast();
    assertThat(line.path("_aws"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"Timestamp":1767225600250,"CloudWatchMetrics":[{"Namespace":"WildRydes",
                 "Dimensions":[["Service"]],
                 "Metrics":[{"Name":"DeliveryLeadTime","Unit":"Milliseconds"}]}]}
                """));
    assertThat(line.path("Service").asText()).isEqualTo("notification");
    assertThat(line.path("DeliveryLeadTime").asInt()).isEqualTo(1234);
    assertThat(line.path("correlationId").asText()).isEqualTo("request-1");
  }

  @Test
  void countsAColdStartOnce() throws Exception {
    var first = linesOf(() -> {});
    var second = linesOf(() -> {});

    assertThat(first).extracting(line -> line.path("ColdStarts").asInt()).containsExactly(1);
    assertThat(second).isEmpty();
  }

  private static void libraryLines() {
    var library = LogManager.getLogger("com.example.Library");
    library.warn("took {} tries", 3);
    library.info("sent a token");
  }

  private List<JsonNode> linesOf(Runnable work) throws Exception {
    var lines = new ArrayList<JsonNode>();
    try (var output = CapturedOutput.start()) {
      try (var _ = telemetry.begin(FakeLambdaContext.of("request-1"))) {
        work.run();
      }
      for (var text : output.lines()) {
        lines.add(Json.MAPPER.readTree(text));
      }
    }
    return lines;
  }
}
