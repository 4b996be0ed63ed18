// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/// Publishes with PutEvents: two tries, each with half of the time there is. A call that
/// EventBridge answers with 200 may still have refused the entry.
///
/// A try whose answer was lost may have published, so a ride can arrive twice; it is recorded once.
final class EventBridgeRideEvents implements RideEvents, AutoCloseable {
  private static final int TRIES = 2;

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
    if (!limit.isPositive()) {
      throw new NotPublishedException("no time was left to publish to bus " + bus);
    }
    var response = putEvents(event, limit);
    if (response.failedEntryCount() > 0) {
      var entry = response.entries().getFirst();
      throw new NotPublishedException(
          "bus %s refused the entry: %s %s"
              .formatted(bus, entry.errorCode(), entry.errorMessage()));
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
