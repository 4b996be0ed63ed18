// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.kit.http.Answer;
import io.wildrydes.kit.http.Body;
import io.wildrydes.kit.http.HttpProblem;
import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import io.wildrydes.kit.telemetry.Metric;
import io.wildrydes.kit.telemetry.Metrics;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// As it should be: without a unicorn there is no ride, without a discount there is one at the full
/// price, and a record that cannot be made now is made later, from an event.
///
/// A ride that is answered 201 was recorded or is on the event bus. One that is answered otherwise
/// may have been recorded all the same: an answer of the record service, or of the bus, can be lost
/// after it did its work.
record ResilientSteps(Tries tries, RideEvents events, Metrics metrics) implements RideSteps {
  private static final EventLog LOG = EventLog.of(ResilientSteps.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final BigDecimal FULL_PRICE = BigDecimal.ONE;

  /// What the record service takes. A ride that it never will must not be deferred to it.
  private static final int MAX_DECIMALS = 10;

  private static final int MAX_TEXT = 128;

  @Override
  public ObjectNode unicorn() throws InterruptedException {
    var outcome = tries.call(Service.FLEET, Body.EMPTY);
    return switch (outcome) {
      case Outcome.Answered(var answer) when answer.isSuccess() ->
          ServiceBodies.object(answer)
              .flatMap(ResilientSteps::unicorn)
              .orElseThrow(() -> misunderstood(Service.FLEET));
      case Outcome.Answered _, Outcome.Unanswered _, Outcome.Unsigned _, Outcome.Untried _ ->
          throw problem(Service.FLEET, outcome);
    };
  }

  @Override
  public BigDecimal discount(PickupLocation pickup) throws InterruptedException {
    var outcome = tries.call(Service.PROMO, ServiceBodies.promo(pickup));
    return switch (outcome) {
      case Outcome.Answered(var answer) when answer.isSuccess() ->
          ServiceBodies.multiplier(answer)
              .filter(ResilientSteps::isDiscount)
              .orElseGet(() -> fullPrice("answered without a multiplier from 0 to 1"));
      case Outcome.Answered _, Outcome.Unanswered _, Outcome.Unsigned _, Outcome.Untried _ ->
          fullPrice(outcome.summary());
    };
  }

  @Override
  public Recording record(Ride ride) throws InterruptedException {
    var outcome = tries.call(Service.RECORD, ServiceBodies.record(ride));
    if (outcome.isPassing()) {
      return deferred(ride, outcome);
    }
    return switch (outcome) {
      case Outcome.Answered(var answer) when isConfirmation(answer) -> Recording.AT_ONCE;
      case Outcome.Answered(var answer) when answer.isSuccess() ->
          throw misunderstood(Service.RECORD);
      case Outcome.Answered _, Outcome.Unanswered _, Outcome.Unsigned _, Outcome.Untried _ ->
          throw problem(Service.RECORD, outcome);
    };
  }

  private Recording deferred(Ride ride, Outcome outcome) {
    try {
      var event = RideEvent.of(ride, tries.correlationId());
      events.publish(event, tries.budget().remaining());
    } catch (NotPublishedException e) {
      throw HttpProblem.unavailable(
          "%s %s and the event bus did not take the ride, request one again"
              .formatted(Service.RECORD.title(), outcome.summary()),
          RETRY_AFTER,
          e);
    }
    metrics.count(Metric.RIDE_RECORDS_DEFERRED);
    return Recording.DEFERRED;
  }

  private BigDecimal fullPrice(String reason) {
    LOG.warn(
        "no discount known, full price taken",
        LogField.name(Service.PROMO.logName()),
        LogField.reason(reason));
    metrics.count(Metric.DISCOUNT_FALLBACKS);
    return FULL_PRICE;
  }

  private static HttpProblem problem(Service service, Outcome outcome) {
    var message = service.title() + " " + outcome.summary();
    var cause = outcome.failure().orElse(null);
    return outcome.isPassing()
        ? HttpProblem.unavailable(message, RETRY_AFTER, cause)
        : HttpProblem.dependencyFailed(message, cause);
  }

  private static HttpProblem misunderstood(Service service) {
    return HttpProblem.dependencyFailed(
        service.title() + " gave an answer that makes no sense", null);
  }

  /// Only what the contract names: name, color and device.
  private static Optional<ObjectNode> unicorn(ObjectNode answer) {
    var unicorn = JsonNodeFactory.instance.objectNode();
    for (var name : new String[] {"Name", "Color", "DeviceId"}) {
      var value = answer.path(name);
      if (!value.isTextual() || !isRecordable(value.textValue())) {
        return Optional.empty();
      }
      unicorn.set(name, value);
    }
    return Optional.of(unicorn);
  }

  private static boolean isDiscount(BigDecimal multiplier) {
    return multiplier.signum() > 0
        && multiplier.compareTo(FULL_PRICE) <= 0
        && multiplier.stripTrailingZeros().scale() <= MAX_DECIMALS;
  }

  /// Half of a surrogate pair would arrive as a question mark.
  private static boolean isRecordable(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_TEXT
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static boolean isConfirmation(Answer answer) {
    return (answer.status() == 201 || answer.status() == 200)
        && ServiceBodies.object(answer)
            .map(confirmation -> confirmation.path("success"))
            .filter(JsonNode::booleanValue)
            .isPresent();
  }
}
