// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.notification;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.wildrydes.kit.http.HttpProblem;
import io.wildrydes.kit.http.Request;
import io.wildrydes.kit.http.Response;
import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import io.wildrydes.kit.telemetry.Metric;
import io.wildrydes.kit.telemetry.Milestone;
import io.wildrydes.kit.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;

/// Accepts an order: 202 once the event bus has it, never before.
final class Notification {
  private static final EventLog LOG = EventLog.of(Notification.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Telemetry telemetry;
  private final OrderEvents events;
  private final InstantSource clock;

  Notification(Telemetry telemetry, OrderEvents events, InstantSource clock) {
    this.telemetry = telemetry;
    this.events = events;
    this.clock = clock;
  }

  Response accept(Request request) {
    var event = eventOf(request);
    var requestId = published(event);
    LOG.milestone(Milestone.NOTIFY_EVENT_PUBLISHED);
    telemetry.metrics().count(Metric.ORDERS_ACCEPTED);
    return Response.json(202, new Accepted(requestId, request.correlationId()));
  }

  private OrderEvent eventOf(Request request) {
    try {
      var order = request.jsonObject();
      LogField.orderIdOf(order).ifPresent(telemetry::tag);
      LOG.milestone(Milestone.NOTIFY_REQUEST_RECEIVED);
      return OrderEvent.of(order, request.correlationId(), clock.instant());
    } catch (HttpProblem refusal) {
      telemetry.metrics().count(Metric.ORDERS_REJECTED);
      throw refusal;
    }
  }

  private String published(OrderEvent event) {
    try {
      return events.publish(event);
    } catch (NotPublishedException e) {
      telemetry.metrics().count(Metric.PUBLISH_FAILURES);
      throw HttpProblem.unavailable(
          "the event bus did not take the order, send it again", RETRY_AFTER, e);
    }
  }

  private record Accepted(
      @JsonProperty("request_id") String requestId,
      @JsonProperty("correlation_id") String correlationId) {}
}
