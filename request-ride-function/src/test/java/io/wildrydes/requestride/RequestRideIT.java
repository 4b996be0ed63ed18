// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.http.HttpCaller;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.Reading;
import io.wildrydes.kit.settings.RuntimeDocuments;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import io.wildrydes.testing.CrowdedPort;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.GatewayEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

/// Rides over real sockets and on the real clock, against services and a bus on loopback.
class RequestRideIT {
  private static final RuntimeDocuments RESILIENT =
      RuntimeDocuments.parse(
          "{\"resilience\":\"resilient\",\"randomSeed\":\"\","
              + "\"slowApi\":{\"failureRate\":0,\"minDelayMs\":0,\"maxDelayMs\":0}}",
          "{}");

  private final InstantSource clock = InstantSource.system();
  private final Telemetry telemetry = new Telemetry("request-ride", new Tracer(), clock);
  private final HttpCaller caller = new HttpCaller(telemetry.tracer(), Duration.ofMinutes(15));
  private StubInternalApi services;
  private ServerSocket silentBus;

  @BeforeEach
  void start() throws IOException {
    services =
        new StubInternalApi()
            .answers(Service.FLEET, 200, FakeInternalApi.UNICORN)
            .answers(Service.PROMO, 201, "{\"DiscountMultiplier\":0.9}");
    silentBus = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    caller.discard();
    services.close();
    silentBus.close();
  }

  /// The one test that lets five seconds pass: nobody but the fleet answers, nor does the bus. What
  /// it allows beyond them is for a machine that has other things to do.
  @Test
  void aRideThatNobodyTakesEndsAllTheSame() throws Exception {
    services.does(Service.RECORD, _ -> services.staySilent());
    loadClasses();
    var start = clock.instant();

    var answer = request();

    assertThat(Duration.between(start, clock.instant())).isLessThan(Duration.ofMillis(5_800));
    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
  }

  /// Two tries to connect, each as long as it can be.
  @Test
  void publishingEndsInItsReserveWhenNobodyCanConnectToTheBus() throws Exception {
    loadClasses();
    try (var crowd = CrowdedPort.open();
        var events = EventBridgeRideEvents.priming(crowd.uri())) {
      var start = clock.instant();

      assertThatThrownBy(() -> events.publish(new RideEvent("{}"), Budget.PUBLISHING))
          .isInstanceOf(NotPublishedException.class)
          .hasMessage("PutEvents to bus priming was not answered");

      assertThat(Duration.between(start, clock.instant())).isLessThan(Duration.ofMillis(1_300));
    }
  }

  @Test
  void settingsThatHangDelayNobodyWhoHasReadThem() throws Exception {
    loadClasses();
    try (var documents = SsmDocuments.priming(busUri())) {
      var start = clock.instant();

      assertThatThrownBy(() -> documents.read(Reading.AGAIN))
          .isInstanceOf(ApiCallTimeoutException.class);

      assertThat(Duration.between(start, clock.instant())).isLessThan(Duration.ofMillis(800));
    }
  }

  @Test
  void publishingEndsAtItsLimit() {
    try (var events = EventBridgeRideEvents.priming(busUri())) {
      assertThatThrownBy(() -> events.publish(new RideEvent("{}"), Duration.ofMillis(300)))
          .isInstanceOf(NotPublishedException.class)
          .hasCauseInstanceOf(SdkClientException.class)
          .cause()
          .message()
          .containsAnyOf("300 millis", "150 millis");
    }
  }

  @Test
  void primesThroughTheWholeSdk() {
    assertThatCode(new RequestRidePriming(telemetry, caller, UUID::randomUUID)::run)
        .doesNotThrowAnyException();
  }

  /// As a function that was primed has done.
  private void loadClasses() throws IOException {
    new RequestRidePriming(telemetry, caller, UUID::randomUUID).run();
  }

  private JsonNode request() throws IOException {
    try (var events = EventBridgeRideEvents.priming(busUri())) {
      var signer = new RequestSigner(AwsClients.noCredentials(), Region.US_EAST_1, clock);
      var documents = new CachedValue<>("settings", () -> RESILIENT, Duration.ofMinutes(1), clock);
      var modes =
          new Modes(
              documents,
              new Randomness(() -> 1),
              new HttpInternalApi(caller, signer, services.address()),
              events,
              _ -> {},
              telemetry.metrics());
      var requestRide = new RequestRide(telemetry, modes, UUID::randomUUID, clock);
      var handler = new RequestRideHandler(telemetry, requestRide, () -> {}, List.of());
      var out = new ByteArrayOutputStream();
      handler.handleRequest(
          GatewayEvents.post("/ride", RequestRideFixture.BODY, Map.of()),
          out,
          FakeLambdaContext.of("request-1"));
      return Json.MAPPER.readTree(out.toByteArray());
    }
  }

  private URI busUri() {
    return URI.create("http://127.0.0.1:" + silentBus.getLocalPort());
  }
}
