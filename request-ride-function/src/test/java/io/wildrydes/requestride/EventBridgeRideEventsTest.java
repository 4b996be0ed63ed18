// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class EventBridgeRideEventsTest {
  private static final RideEvent EVENT = new RideEvent("{\"RideId\":\"ride-1\"}");
  private static final Duration LIMIT = Duration.ofMillis(800);

  private final EventBridgeClient client = mock(EventBridgeClient.class);
  private final RideEvents events = new EventBridgeRideEvents(client, "wild-rydes-events");

  @Test
  void publishesToItsBusWithinTheLimit() throws Exception {
    answer(
        PutEventsResponse.builder()
            .failedEntryCount(0)
            .entries(PutEventsResultEntry.builder().eventId("event-1").build())
            .build());

    events.publish(EVENT, LIMIT);

    verify(client)
        .putEvents(
            PutEventsRequest.builder()
                .entries(
                    PutEventsRequestEntry.builder()
                        .eventBusName("wild-rydes-events")
                        .source("wild-rydes.request-ride")
                        .detailType("ride-record-requested")
                        .detail("{\"RideId\":\"ride-1\"}")
                        .build())
                .overrideConfiguration(override ->
                    override
                        .apiCallTimeout(Duration.ofMillis(800))
                        .apiCallAttemptTimeout(Duration.ofMillis(400)))
                .build());
  }

  @Test
  void aRefusedEntryIsNotPublished() {
    answer(
        PutEventsResponse.builder()
            .failedEntryCount(1)
            .entries(
                PutEventsResultEntry.builder()
                    .errorCode("ThrottlingException")
                    .errorMessage("Rate exceeded")
                    .build())
            .build());

    assertThatThrownBy(() -> events.publish(EVENT, LIMIT))
        .isInstanceOf(NotPublishedException.class)
        .hasMessage("bus wild-rydes-events refused the entry: ThrottlingException Rate exceeded");
  }

  @Test
  void aFailedCallIsNotPublished() {
    var failure = SdkClientException.create("Unable to execute HTTP request");
    when(client.putEvents(any(PutEventsRequest.class))).thenThrow(failure);

    assertThatThrownBy(() -> events.publish(EVENT, LIMIT))
        .isInstanceOf(NotPublishedException.class)
        .hasMessage("PutEvents to bus wild-rydes-events was not answered")
        .hasCause(failure);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void withoutTimeNothingIsPublished(long millis) {
    assertThatThrownBy(() -> events.publish(EVENT, Duration.ofMillis(millis)))
        .isInstanceOf(NotPublishedException.class)
        .hasMessage("no time was left to publish to bus wild-rydes-events");
    verifyNoInteractions(client);
  }

  private void answer(PutEventsResponse response) {
    when(client.putEvents(any(PutEventsRequest.class))).thenReturn(response);
  }
}
