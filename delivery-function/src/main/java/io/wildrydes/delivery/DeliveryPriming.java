// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.wildrydes.kit.Json;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.http.Answer;
import io.wildrydes.kit.http.Body;
import io.wildrydes.kit.http.HttpCaller;
import io.wildrydes.kit.priming.PrimingContext;
import io.wildrydes.kit.priming.PrimingEndpoint;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.telemetry.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.regions.Region;

/// Delivers a made-up order as an event and as a message of the queue, leaving no line behind.
/// Settings, key and partner are loopback endpoints, reached through the whole SDK and the caller
/// that real orders use.
record DeliveryPriming(Telemetry telemetry, HttpCaller caller) {
  private static final DeliveryConfig CONFIG =
      new DeliveryConfig("priming", "settings", "faults", "endpoint", "api-key", Region.US_EAST_1);
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration TRY_LIMIT = Duration.ofSeconds(5);

  private static final String ORDER =
      """
      {"detail":{"order_id":"warm-up",
       "meta_data":{"correlation_id":"warm-up","accepted_at":"2026-01-01T00:00:00.000Z"}}}
      """;

  /// @throws IllegalStateException when the order was not delivered
  void run() throws IOException {
    try (var partner = PrimingEndpoint.answering("{}");
        var aws = PrimingEndpoint.answering(awsAnswer(partner.uri()));
        var parameters = SsmParameters.priming(CONFIG, aws.uri());
        var apiKey = SecretApiKey.priming(CONFIG, aws.uri())) {
      var entry = entry(parameters, apiKey);
      var batch = Json.MAPPER.createObjectNode();
      batch.putArray("Records").addObject().put("messageId", "warm-up").put("body", ORDER);
      entry.handle(input(ORDER), new ByteArrayOutputStream(), new PrimingContext());
      var out = new ByteArrayOutputStream();
      entry.handle(input(batch.toString()), out, new PrimingContext());
      if (!Json.MAPPER.readTree(out.toByteArray()).path("batchItemFailures").isEmpty()) {
        throw new IllegalStateException("the made-up order went back to the queue");
      }
    }
  }

  private DeliveryEntry entry(SsmParameters parameters, SecretApiKey apiKey) {
    var clock = InstantSource.system();
    var documents = new CachedValue<>("settings", parameters::documents, PERIOD, clock);
    var access = new PartnerAccess(parameters::endpoint, apiKey, clock);
    var policies = new RetryPolicies(documents, new Randomness(() -> 0), TRY_LIMIT);
    var partner = new BusyAtFirst(new HttpPartner(caller));
    var calls = new PartnerCalls(telemetry, partner, access, clock);
    return new DeliveryEntry(telemetry, new Delivery(calls, policies, _ -> {}), clock);
  }

  /// For SSM and Secrets Manager alike, each of which reads what it knows.
  private static String awsAnswer(URI partner) {
    return """
    {"Parameters":[
      {"Name":"settings","Value":"{\\"resilience\\":\\"resilient\\",\\"randomSeed\\":\\"\\",\
    \\"slowApi\\":{\\"failureRate\\":0,\\"minDelayMs\\":0,\\"maxDelayMs\\":0}}"},
      {"Name":"faults","Value":"{}"},
      {"Name":"endpoint","Value":"%s"}],
     "SecretString":"warm-up"}
    """
        .formatted(partner);
  }

  private static InputStream input(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }

  /// Primes trying again as well, which the partner's unreliability makes an ordinary thing.
  private record BusyAtFirst(Partner partner) implements Partner {
    @Override
    public Answer send(Call call) throws IOException, InterruptedException {
      return call.attempt() == 1 ? busy() : partner.send(call);
    }

    @Override
    public Answer send(Call call, Duration limit) throws IOException, InterruptedException {
      return call.attempt() == 1 ? busy() : partner.send(call, limit);
    }

    private static Answer busy() {
      return new Answer(503, Map.of("Retry-After", "0"), Body.EMPTY);
    }
  }
}
