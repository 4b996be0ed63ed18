// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import static io.wildrydes.local.events.Samples.NOW;
import static io.wildrydes.local.events.Samples.aBus;
import static io.wildrydes.local.events.Samples.aRule;
import static io.wildrydes.local.events.Samples.anEntry;
import static io.wildrydes.local.events.Samples.queueTarget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wildrydes.local.aws.AwsException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventBusesTest {
  private final Outbox outbox = new Outbox();
  private final EventBus orders = aBus(aRule(queueTarget()));
  private final EventBuses buses =
      new EventBuses(List.of(orders), Samples.IDENTITY, () -> "id-1", outbox);

  @Test
  void wrapsAnEntryInTheEnvelope() {
    var entry =
        new Entry(
            "wild-rydes.notification",
            "order-notify",
            "{ \"order_id\": \"A-1\", \"price\": 1.50 }",
            "orders",
            List.of("arn:aws:s3:::bucket"),
            Instant.parse("2026-01-02T03:04:05.678Z"),
            Samples.TRACE);

    var results = buses.put(List.of(entry), NOW);

    assertThat(results).containsExactly(new EntryResult.Accepted("id-1"));
    var event = outbox.takeDue(NOW).getFirst().event();
    assertThat(event.text())
        .isEqualTo(
            "{\"version\":\"0\",\"id\":\"id-1\",\"detail-type\":\"order-notify\","
                + "\"source\":\"wild-rydes.notification\",\"account\":\"000000000000\","
                + "\"time\":\"2026-01-02T03:04:05Z\",\"region\":\"us-east-1\","
                + "\"resources\":[\"arn:aws:s3:::bucket\"],"
                + "\"detail\":{\"order_id\":\"A-1\",\"price\":1.50}}");
    assertThat(event.trace()).isEqualTo(Samples.TRACE);
  }

  @Test
  void datesAnEntryWithoutTimeByTheCall() {
    buses.put(List.of(anEntry("{}")), NOW);

    var envelope = outbox.takeDue(NOW).getFirst().event().envelope();
    assertThat(envelope.get("time").textValue()).isEqualTo("2026-11-20T10:00:00Z");
  }

  @Test
  void deliversToEachTargetOfEachMatchingRule() {
    var function =
        new Target(
            "fn", Samples.FUNCTION, new TargetInput.Whole(), RetryPolicy.DEFAULT, Samples.DLQ);
    var both = aBus(aRule(queueTarget(), function));

    new EventBuses(List.of(both), Samples.IDENTITY, () -> "id", outbox)
        .put(List.of(anEntry("{}")), NOW);

    assertThat(outbox.takeDue(NOW))
        .extracting(delivery -> delivery.target().arn())
        .containsExactlyInAnyOrder(Samples.QUEUE, Samples.FUNCTION);
  }

  @Test
  void refusesSomeEntriesAndTakesTheOthersInOrder() {
    var results = buses.put(List.of(anEntry("nope"), anEntry("{}")), NOW);

    assertThat(results)
        .containsExactly(
            new EntryResult.Refused("MalformedDetail", "Detail is malformed."),
            new EntryResult.Accepted("id-1"));
    assertThat(outbox.takeDue(NOW)).hasSize(1);
  }

  static Stream<Arguments> refusedEntries() {
    var required = "Parameter %s is not valid. Reason: %s is a required argument.";
    return Stream.of(
        Arguments.of(null, "t", "{}", "InvalidArgument", required.replace("%s", "Source")),
        Arguments.of("", "t", "{}", "InvalidArgument", required.replace("%s", "Source")),
        Arguments.of("s", null, "{}", "InvalidArgument", required.replace("%s", "DetailType")),
        Arguments.of("s", "t", null, "InvalidArgument", required.replace("%s", "Detail")),
        Arguments.of("s", "t", "{", "MalformedDetail", "Detail is malformed."),
        Arguments.of("s", "t", "[1]", "MalformedDetail", "Detail is malformed."),
        Arguments.of("s", "t", "\"x\"", "MalformedDetail", "Detail is malformed."),
        Arguments.of("s", "t", "{} {}", "MalformedDetail", "Detail is malformed."),
        Arguments.of(
            "s",
            "t",
            "{\"a\":".repeat(2000) + "1" + "}".repeat(2000),
            "MalformedDetail",
            "Detail is malformed."),
        Arguments.of(
            "aws.ec2",
            "t",
            "{}",
            "NotAuthorizedForSourceException",
            "Not authorized for the source."),
        Arguments.of(
            "s",
            "t".repeat(129),
            "{}",
            "InvalidArgument",
            "Parameter DetailType is not valid. Reason: DetailType is longer than 128"
                + " characters."));
  }

  @ParameterizedTest
  @MethodSource("refusedEntries")
  void refusesAnEntryByItself(
      @Nullable String source,
      @Nullable String detailType,
      @Nullable String detail,
      String code,
      String message) {
    var entry = new Entry(source, detailType, detail, "orders", List.of(), null, null);

    assertThat(buses.put(List.of(entry), NOW))
        .containsExactly(new EntryResult.Refused(code, message));
    assertThat(outbox.takeDue(NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "arn:aws:events:us-east-1:000000000000:event-bus/nowhere"})
  void acceptsAnEntryForAnUnknownBusAndForgetsIt(String bus) {
    var entry = new Entry("wild-rydes.notification", "t", "{}", bus, List.of(), null, null);

    assertThat(buses.put(List.of(entry), NOW)).containsExactly(new EntryResult.Accepted("id-1"));
    assertThat(outbox.takeDue(NOW)).isEmpty();
  }

  @Test
  void takesABusByItsArn() {
    var arn = "arn:aws:events:us-east-1:000000000000:event-bus/orders";
    var entry = new Entry("wild-rydes.notification", "t", "{}", arn, List.of(), null, null);

    buses.put(List.of(entry), NOW);

    assertThat(outbox.takeDue(NOW)).hasSize(1);
  }

  @Test
  void refusesTheWholeCallAboveOneMegabyte() {
    int overhead = "wild-rydes.notification".length() + "order-notify".length() + 10;
    var largest = "{\"a\":\"" + "x".repeat(1024 * 1024 - overhead + 2) + "\"}";

    assertThat(buses.put(List.of(anEntry(largest)), NOW))
        .containsExactly(new EntryResult.Accepted("id-1"));
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> buses.put(List.of(anEntry(largest + " ")), NOW))
        .withMessage("Total size of the entries in the request is over the limit.");
  }

  @Test
  void disabledRulesMatchNothingUntilEnabledAgain() {
    orders.enable("order-notify", false);
    buses.put(List.of(anEntry("{}")), NOW);
    assertThat(outbox.takeDue(NOW)).isEmpty();

    orders.enable("order-notify", true);
    buses.put(List.of(anEntry("{}")), NOW);

    assertThat(outbox.takeDue(NOW)).hasSize(1);
  }
}
