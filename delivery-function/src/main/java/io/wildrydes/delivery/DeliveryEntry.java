// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.settings.ValueUnavailableException;
import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import io.wildrydes.kit.telemetry.Metric;
import io.wildrydes.kit.telemetry.Milestone;
import io.wildrydes.kit.telemetry.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The way into Delivery: decodes what Lambda hands over, runs each order within one annotated
/// subsegment, and reports its end.
///
/// An event's failure is the invocation's, so that Lambda tries it again and hands it to the
/// function's DLQ in the end. A message's failure is its own, in a partial batch response.
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>
final class DeliveryEntry {
  private static final EventLog LOG = EventLog.of(DeliveryEntry.class);

  private final Telemetry telemetry;
  private final Delivery delivery;
  private final InstantSource clock;

  DeliveryEntry(Telemetry telemetry, Delivery delivery, InstantSource clock) {
    this.telemetry = telemetry;
    this.delivery = delivery;
    this.clock = clock;
  }

  void handle(InputStream in, OutputStream out, Context lambda) throws IOException {
    var deadline = Deadline.of(lambda, clock);
    try (var invocation = telemetry.begin(lambda)) {
      switch (decode(in)) {
        case DeliveryInput.Event(var event) -> deliver(() -> event, deadline);
        case DeliveryInput.Batch(var messages) -> {
          var failures = new ArrayList<BatchResponse.Failure>();
          for (var message : messages) {
            invocation.untag();
            if (!isDelivered(message, deadline)) {
              failures.add(new BatchResponse.Failure(message.id()));
            }
          }
          Json.MAPPER.writeValue(out, new BatchResponse(failures));
        }
      }
    }
  }

  private DeliveryInput decode(InputStream in) throws IOException {
    try {
      return DeliveryInput.decode(in);
    } catch (MalformedOrderException e) {
      report(e);
      throw e;
    }
  }

  /// The boundary around one message: whatever befalls it, the others of the batch have their turn.
  private boolean isDelivered(DeliveryInput.Message message, Deadline deadline) {
    try {
      deliver(message::event, deadline);
      return true;
    } catch (RuntimeException _) { // reported already
      LOG.warn("message goes back to the queue", LogField.name(message.id()));
      return false;
    }
  }

  private void deliver(Supplier<JsonNode> source, Deadline deadline) {
    var _ =
        telemetry
            .tracer()
            .subsegment(
                "deliver",
                _ -> {
                  try {
                    return delivered(source.get(), deadline);
                  } catch (RuntimeException e) {
                    report(e);
                    throw e;
                  }
                });
  }

  private Outcome delivered(JsonNode event, Deadline deadline) {
    identify(event);
    var order = Order.from(event);
    LOG.milestone(Milestone.DELIVERY_STARTED);
    var outcome = delivery.deliver(order, deadline);
    LOG.milestone(
        Milestone.DELIVERY_COMPLETED,
        LogField.statusCode(outcome.answer().status()),
        LogField.duration(outcome.took()));
    telemetry.metrics().count(Metric.DELIVERIES_COMPLETED);
    telemetry.metrics().record(Metric.DELIVERY_LEAD_TIME, order.ageAt(outcome.at()));
    return outcome;
  }

  /// Before the event is known to be an order: what is wrong with it should still be found by its
  /// ids.
  private void identify(JsonNode event) {
    Order.correlationIdOf(event).map(LogField::correlationId).ifPresent(telemetry::tag);
    LogField.orderIdOf(event.path("detail")).ifPresent(telemetry::tag);
  }

  private void report(RuntimeException failure) {
    var fields = new ArrayList<LogField>();
    switch (failure) {
      case DeliveryFailedException e -> {
        fields.add(LogField.reason(e.reason()));
        e.status().map(LogField::statusCode).ifPresent(fields::add);
      }
      case MalformedOrderException e -> fields.add(LogField.reason(e.reason()));
      case ValueUnavailableException _ -> fields.add(LogField.reason("not ready to deliver"));
      default -> fields.add(LogField.reason("unforeseen"));
    }
    LOG.milestone(Milestone.DELIVERY_FAILED, failure, fields.toArray(LogField[]::new));
    telemetry.metrics().count(Metric.DELIVERIES_FAILED);
  }

  /// The messages of a batch that go back to the queue, as Lambda reads it.
  ///
  /// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting>
  private record BatchResponse(List<Failure> batchItemFailures) {
    private record Failure(String itemIdentifier) {}
  }
}
