// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

  @ParameterizedTest
  @MethodSource("answersThatPromiseNothing")
  void anAnswerThatDoesNotSayItIsNotPublished(PutEventsResponse answer) {
    answer(answer);

    assertThatThrownBy(() -> events.publish(EVENT, LIMIT))
        .isInstanceOf(NotPublishedException.class)
        .hasMessage("bus wild-rydes-events did not say that it took the entry");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailedCallIsNotPublished(RuntimeException failure) {
    when(client.putEvents(any(PutEventsRequest.class))).thenThrow(failure);

    assertThatThrownBy(() -> events.publish(EVENT, LIMIT))
        .isInstanceOf(NotPublishedException.class)
        .hasMessage("PutEvents to bus wild-rydes-events was not answered")
        .hasCause(failure);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_999_999, 1, 0, -1})
  void withoutTimeNothingIsPublished(long nanos) {
    assertThatThrownBy(() -> events.publish(EVENT, Duration.ofNanos(nanos)))
        .isInstanceOf(NotPublishedException.class)
        .hasMessage("no time was left to publish to bus wild-rydes-events");
    verifyNoInteractions(client);
  }

  private static List<PutEventsResponse> answersThatPromiseNothing() {
    var taken = PutEventsResultEntry.builder().eventId("event-1").build();
    var nothing = PutEventsResultEntry.builder().build();
    return List.of(
        PutEventsResponse.builder().build(),
        PutEventsResponse.builder().failedEntryCount(0).build(),
        PutEventsResponse.builder().failedEntryCount(1).build(),
        PutEventsResponse.builder().failedEntryCount(0).entries(nothing).build(),
        PutEventsResponse.builder().entries(taken).build(),
        PutEventsResponse.builder().failedEntryCount(1).entries(taken).build());
  }

  private static List<RuntimeException> failures() {
    return List.of(
        SdkClientException.create("Unable to execute HTTP request"),
        new UncheckedIOException(new IOException("Invalid Http response")));
  }

  private void answer(PutEventsResponse response) {
    when(client.putEvents(any(PutEventsRequest.class))).thenReturn(response);
  }
}
