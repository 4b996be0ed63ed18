// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Subsegment;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.http.HttpCaller;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.RuntimeDocuments;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Delivery over real sockets, against a partner on loopback. Broken connections and what else the
/// calls themselves meet stand in [HttpPartnerIT].
class DeliveryIT {
  private static final String ORDER = "{\"order_id\":\"order-1\"}";

  private final InstantSource clock = InstantSource.system();
  private final Telemetry telemetry = new Telemetry("delivery", new Tracer(), clock);
  private final HttpCaller caller = new HttpCaller(telemetry.tracer(), Duration.ofSeconds(5));
  private StubPartner partner;

  @BeforeEach
  void startPartner() throws IOException {
    partner = new StubPartner();
  }

  @AfterEach
  void stopPartner() {
    caller.discard();
    partner.close();
  }

  @Test
  void eachTryIsARemoteSubsegmentWithItsNumber() {
    partner.does(
        exchange -> exchange.sendResponseHeaders(partner.received.size() == 1 ? 503 : 200, -1));
    var segment = AWSXRay.beginSegment("delivery");

    try {
      deliver(Duration.ofSeconds(5));
    } finally {
      AWSXRay.clearTraceEntity();
    }

    var tries = segment.getSubsegmentsCopy();
    assertThat(tries).extracting(Subsegment::getNamespace).containsExactly("remote", "remote");
    assertThat(tries).extracting(Subsegment::isFault).containsExactly(true, false);
    assertThat(tries)
        .extracting(Subsegment::getAnnotations)
        .extracting(annotations -> annotations.get("attempt"))
        .containsExactly(1, 2);
  }

  @Test
  void aSlowAnswerIsTriedAgain() {
    partner.does(exchange -> {
      if (partner.received.size() == 1) {
        partner.staySilent();
      }
      exchange.sendResponseHeaders(200, -1);
    });

    var outcome = deliver(Duration.ofSeconds(1));

    assertThat(outcome.status()).contains(200);
    assertThat(partner.received)
        .extracting(StubPartner.Received::body)
        .containsExactly(ORDER, ORDER);
  }

  @Test
  void aBrokenConnectionIsTriedAgain() {
    partner.does(exchange -> {
      if (partner.received.size() == 1) {
        throw new IOException("the connection ends here");
      }
      exchange.sendResponseHeaders(200, -1);
    });

    var outcome = deliver(Duration.ofSeconds(5));

    assertThat(outcome.status()).contains(200);
    assertThat(partner.received)
        .extracting(StubPartner.Received::body)
        .containsExactly(ORDER, ORDER);
  }

  @Test
  void primesThroughTheWholeSdk() {
    assertThatCode(new DeliveryPriming(telemetry, caller)::run).doesNotThrowAnyException();
  }

  /// One resilient delivery without waits between its tries.
  private Outcome deliver(Duration tryLimit) {
    var access = new PartnerAccess(partner::address, () -> new ApiKey("key-1"), clock);
    var documents =
        RuntimeDocuments.parse(
            "{\"resilience\":\"resilient\",\"randomSeed\":\"\","
                + "\"slowApi\":{\"failureRate\":0,\"minDelayMs\":0,\"maxDelayMs\":0}}",
            "{}");
    var policies =
        new RetryPolicies(
            new CachedValue<>("settings", () -> documents, Duration.ofSeconds(5), clock),
            new Randomness(() -> 1),
            tryLimit);
    var calls = new PartnerCalls(telemetry, new HttpPartner(caller), access, clock);
    var deadline = new Deadline(clock.instant().plusSeconds(20), clock);
    return new Delivery(calls, policies, _ -> {}).deliver(DeliveryFixture.order(), deadline);
  }
}
