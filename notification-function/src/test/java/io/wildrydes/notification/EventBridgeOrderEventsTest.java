// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeResponseMetadata;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class EventBridgeOrderEventsTest {
  private final EventBridgeClient client = mock(EventBridgeClient.class);
  private final OrderEvents events = new EventBridgeOrderEvents(client, "wild-rydes-events");

  @Test
  void publishesToItsBusAndReturnsTheRequestId() throws Exception {
    answer(
        (PutEventsResponse)
            PutEventsResponse.builder()
                .failedEntryCount(0)
                .entries(PutEventsResultEntry.builder().eventId("event-1").build())
                .responseMetadata(
                    EventBridgeResponseMetadata.create(
                        DefaultAwsResponseMetadata.create(Map.of("AWS_REQUEST_ID", "request-1"))))
                .build());

    var requestId = events.publish(new OrderEvent("{\"order_id\":\"o-7\"}"));

    assertThat(requestId).isEqualTo("request-1");
    verify(client)
        .putEvents(
            PutEventsRequest.builder()
                .entries(
                    PutEventsRequestEntry.builder()
                        .eventBusName("wild-rydes-events")
                        .source("wild-rydes.notification")
                        .detailType("order-notify")
                        .detail("{\"order_id\":\"o-7\"}")
                        .build())
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

    assertThatThrownBy(() -> events.publish(new OrderEvent("{}")))
        .isInstanceOf(NotPublishedException.class)
        .hasMessage("bus wild-rydes-events refused the entry: ThrottlingException Rate exceeded");
  }

  @ParameterizedTest
  @MethodSource("answersThatPromiseNothing")
  void anAnswerThatDoesNotSayItIsNotPublished(PutEventsResponse answer) {
    answer(answer);

    assertThatThrownBy(() -> events.publish(new OrderEvent("{}")))
        .isInstanceOf(NotPublishedException.class)
        .hasMessage("bus wild-rydes-events did not say that it took the entry");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailedCallIsNotPublished(RuntimeException failure) {
    when(client.putEvents(any(PutEventsRequest.class))).thenThrow(failure);

    assertThatThrownBy(() -> events.publish(new OrderEvent("{}")))
        .isInstanceOf(NotPublishedException.class)
        .hasMessage("PutEvents to bus wild-rydes-events was not answered")
        .hasCause(failure);
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
