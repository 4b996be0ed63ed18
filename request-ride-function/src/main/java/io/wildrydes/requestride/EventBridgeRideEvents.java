// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/// Publishes with PutEvents: two tries, each with half of the time there is. A call that is
/// answered with 200 may still have refused the entry; only an entry that was given an id was
/// taken.
///
/// A try whose answer was lost may have published, so a ride can arrive twice; it is recorded once.
final class EventBridgeRideEvents implements RideEvents, AutoCloseable {
  private static final int TRIES = 2;

  /// The SDK counts milliseconds, and each try has its part of them.
  private static final Duration SHORTEST_LIMIT = Duration.ofMillis(TRIES);

  private final EventBridgeClient client;
  private final String bus;

  EventBridgeRideEvents(EventBridgeClient client, String bus) {
    this.client = client;
    this.bus = bus;
  }

  static EventBridgeRideEvents create(RequestRideConfig config) {
    var client = AwsClients.of(EventBridgeClient.builder(), config.region());
    return new EventBridgeRideEvents(client, config.eventBus());
  }

  /// Events that go to a loopback endpoint, through the whole SDK.
  static EventBridgeRideEvents priming(URI endpoint) {
    return new EventBridgeRideEvents(
        AwsClients.toLoopback(EventBridgeClient.builder(), endpoint), "priming");
  }

  @Override
  public void publish(RideEvent event, Duration limit) throws NotPublishedException {
    if (limit.compareTo(SHORTEST_LIMIT) < 0) {
      throw new NotPublishedException("no time was left to publish to bus " + bus);
    }
    var response = putEvents(event, limit);
    var entry = response.entries().stream().findFirst();
    var refusal = entry.filter(refused -> refused.errorCode() != null);
    if (refusal.isPresent()) {
      throw new NotPublishedException(
          "bus %s refused the entry: %s %s"
              .formatted(bus, refusal.get().errorCode(), refusal.get().errorMessage()));
    }
    if (!Objects.equals(response.failedEntryCount(), 0)
        || entry.map(PutEventsResultEntry::eventId).isEmpty()) {
      throw new NotPublishedException("bus " + bus + " did not say that it took the entry");
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private PutEventsResponse putEvents(RideEvent event, Duration limit)
      throws NotPublishedException {
    var entry =
        PutEventsRequestEntry.builder()
            .eventBusName(bus)
            .source(RideEvent.SOURCE)
            .detailType(RideEvent.DETAIL_TYPE)
            .detail(event.detail())
            .build();
    var request =
        PutEventsRequest.builder()
            .entries(entry)
            .overrideConfiguration(override ->
                override.apiCallTimeout(limit).apiCallAttemptTimeout(limit.dividedBy(TRIES)))
            .build();
    try {
      return client.putEvents(request);
    } catch (SdkException | UncheckedIOException e) {
      // The SDK's client lets an answer that is no HTTP through as an UncheckedIOException.
      throw new NotPublishedException("PutEvents to bus " + bus + " was not answered", e);
    }
  }
}
