// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.CapturedLog;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.queues.Functions.Outcome;
import io.wildrydes.local.template.Problems;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A mapping with its threads, between a real queue and a function played by the test.
final class PollerIT {
  private static final Sender SENDER = new Sender.Caller("arn:aws:iam::000000000000:user/test");

  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private final List<Poller> pollers = new ArrayList<>();
  private InstantSource queueClock = InstantSource.system();
  private Queues queues = new Queues(List.of(), QueueStacks.platform(InstantSource.system(), 1));

  @AfterEach
  void stop() {
    pollers.forEach(Poller::stop);
    pollers.forEach(poller -> poller.join(Instant.now()));
  }

  @Test
  void invokesTheFunctionAndDeletesWhatSucceeded() throws InterruptedException {
    start("{}", 1, (_, _) -> new Outcome.Succeeded("null"));
    var id = send("order");

    var record = next().path("Records").path(0);

    assertThat(record.path("messageId").asText()).isEqualTo(id);
    assertThat(record.path("body").asText()).isEqualTo("order");
    await("the queue is empty", () -> count("orders") == 0);
  }

  @Test
  void invokesAgainAfterFailureWhenVisibilityEnds() throws InterruptedException {
    var failures = new AtomicInteger();
    start(
        "{}",
        0.01,
        (_, _) ->
            failures.incrementAndGet() == 1 ? new Outcome.Failed() : new Outcome.Succeeded("null"));
    send("order");

    assertThat(receiveCount(next())).isEqualTo("1");
    assertThat(receiveCount(next())).isEqualTo("2");
    await("the queue is empty", () -> count("orders") == 0);
  }

  @Test
  void redrivesWhatKeepsFailing() throws InterruptedException {
    start("{}", 0.001, (_, _) -> new Outcome.Failed());
    send("order");

    await(
        "the message is a dead letter and nothing else",
        () -> count("orders-dlq") == 1 && count("orders") == 0);

    assertThat(events).hasSize(2);
  }

  @Test
  void doesNotRedeliverDuringAnInvocationLongerThanTheShortenedVisibility()
      throws InterruptedException {
    var release = new CountDownLatch(1);
    // 45 s of visibility at one thousandth would be over after 45 ms.
    start(
        "{}",
        0.001,
        (_, _) -> {
          release.await();
          return new Outcome.Succeeded("null");
        });
    send("order");
    next();

    assertThat(events.poll(300, TimeUnit.MILLISECONDS)).isNull();

    release.countDown();
    await("the queue is empty", () -> count("orders") == 0);
  }

  @Test
  void deletesAllButTheReportedFailures() throws InterruptedException {
    start(
        "{\"BatchSize\":10,\"MaximumBatchingWindowInSeconds\":1,\"FunctionResponseTypes\":[\"ReportBatchItemFailures\"]}",
        1,
        (_, payload) -> new Outcome.Succeeded(failing(payload, "bad")));
    send("good");
    send("bad");

    assertThat(next().path("Records")).hasSize(2);
    await("one message is left", () -> count("orders") == 1);
  }

  @Test
  void retriesThrottledInvocationsWithoutAnotherReceive() throws InterruptedException {
    var tries = new AtomicInteger();
    start(
        "{}",
        0.05,
        (_, _) ->
            tries.incrementAndGet() < 3 ? new Outcome.Throttled() : new Outcome.Succeeded("null"));
    send("order");

    next();
    next();
    assertThat(receiveCount(next())).isEqualTo("1");
    await("the queue is empty", () -> count("orders") == 0);
  }

  @Test
  void givesUpThrottledInvocationsWhenVisibilityEnds() throws InterruptedException {
    start("{}", 0.001, (_, _) -> new Outcome.Throttled());
    send("order");

    await("the message is a dead letter", () -> count("orders-dlq") == 1);
  }

  @Test
  void runsNoMoreThanTheMaximumConcurrency() throws InterruptedException {
    var underWay = new AtomicInteger();
    var most = new AtomicInteger();
    start(
        "{\"BatchSize\":1,\"ScalingConfig\":{\"MaximumConcurrency\":2}}",
        1,
        (_, _) -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          await(
              "somebody else is under way or nobody will be",
              () -> underWay.get() > 1 || events.size() > 18);
          underWay.decrementAndGet();
          return new Outcome.Succeeded("null");
        });
    for (int i = 0; i < 20; i++) {
      send("order " + i);
    }

    await("the queue is empty", () -> count("orders") == 0);

    assertThat(most).hasValue(2);
  }

  @Test
  void deletesWhatTheFilterDrops() throws InterruptedException {
    start(
        "{\"FilterCriteria\":{\"Filters\":[{\"Pattern\":\"{\\\"body\\\":{\\\"kind\\\":[\\\"ride\\\"]}}\"}]}}",
        1,
        (_, _) -> new Outcome.Succeeded("null"));
    send("{\"kind\":\"order\"}");
    send("{\"kind\":\"ride\"}");

    await("the queue is empty", () -> count("orders") == 0);

    assertThat(events).hasSize(1);
    assertThat(next().path("Records").path(0).path("body").asText())
        .isEqualTo("{\"kind\":\"ride\"}");
  }

  @Test
  void leavesMessagesAloneWhenDisabled() {
    start("{\"Enabled\":false}", 1, (_, _) -> new Outcome.Succeeded("null"));
    send("order");

    assertThat(count("orders")).isEqualTo(1);
    assertThat(events).isEmpty();
  }

  @Test
  void givesUntouchedMessagesBackOnClose() throws InterruptedException {
    start(
        "{\"BatchSize\":10,\"MaximumBatchingWindowInSeconds\":300}",
        1,
        (_, _) -> new Outcome.Succeeded("null"));
    send("order");
    await("the message waits for its batch", () -> state("orders").visible() == 0);

    close();

    assertThat(state("orders").visible()).isEqualTo(1);
    assertThat(events).isEmpty();
  }

  @Test
  void letsRunningInvocationsEndOnClose() throws InterruptedException {
    start(
        "{}",
        1,
        (_, _) -> {
          new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
          return new Outcome.Succeeded("null");
        });
    send("order");
    next();

    close();

    assertThat(count("orders")).isZero();
  }

  @Test
  void givesMessagesBackWhoseInvocationIsCutShort() throws InterruptedException {
    start(
        "{}",
        1,
        (_, _) -> {
          new CountDownLatch(1).await();
          return new Outcome.Succeeded("null");
        });
    send("order");
    next();

    close();

    assertThat(state("orders").visible()).isEqualTo(1);
  }

  @Test
  void pausesWhileReceivingFailsAndSaysSoOnce() throws InterruptedException {
    var broken = new AtomicInteger(2);
    var failures = new LinkedBlockingQueue<Instant>();
    queueClock =
        () -> {
          if (Thread.currentThread().isVirtual() && broken.getAndDecrement() > 0) {
            failures.add(Instant.now());
            throw new IllegalStateException("the queue broke");
          }
          return Instant.now();
        };
    try (var log = CapturedLog.of(Poller.class)) {
      start("{}", 1, (_, _) -> new Outcome.Succeeded("null"));
      send("order");

      await("polling goes on", () -> log.lines().size() > 1);

      assertThat(Duration.between(failures.remove(), failures.remove()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      assertThat(log.lines())
          .containsExactly(
              "SEVERE polling failed, trying again every second mapping=Mapping",
              "INFO polling recovered mapping=Mapping failures=2");
    }
  }

  /// Starts a mapping with these properties; each event also goes to [#events].
  private void start(String properties, double waits, Functions function) {
    var mapping =
        ((ObjectNode) Json.parse(properties))
            .put("EventSourceArn", QueueStacks.arn("orders"))
            .put("FunctionName", "delivery:live");
    var stack =
        QueueStacks.stack()
            .queue("orders-dlq", "{}")
            .queue(
                "orders",
                "{\"VisibilityTimeout\":45,\"RedrivePolicy\":{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":2}}"
                    .formatted(QueueStacks.arn("orders-dlq")))
            .with("Mapping", "AWS::Lambda::EventSourceMapping", "mapping", Json.write(mapping))
            .build();
    var problems = new Problems();
    var platform = QueueStacks.platform(InstantSource.system(), waits);
    queues = new QueueReader(stack, problems, QueueStacks.platform(queueClock, waits)).read();
    Functions recording =
        (arn, payload) -> {
          events.add(Json.parse(payload));
          return function.invoke(arn, payload);
        };
    for (var found : new MappingReader(stack, problems, queues).read()) {
      pollers.add(new Poller(found, queues, recording, platform));
    }
    assertThat(problems.found()).isEmpty();
    pollers.forEach(Poller::start);
  }

  private void close() {
    pollers.forEach(Poller::stop);
    pollers.forEach(poller -> poller.join(Instant.now().plusSeconds(5)));
  }

  private String send(String body) {
    return queues.send(queue("orders"), MessageContent.of(body), null, SENDER).id();
  }

  private MessageQueue queue(String name) {
    return queues.byName(name).orElseThrow();
  }

  private QueueState state(String name) {
    return queue(name).state(Instant.now());
  }

  /// Messages in any state.
  private int count(String name) {
    var state = state(name);
    return state.visible() + state.inFlight() + state.delayed();
  }

  private JsonNode next() throws InterruptedException {
    var event = events.poll(10, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("no invocation within ten seconds");
    }
    return event;
  }

  private static void await(String condition, BooleanSupplier holds) {
    var end = Instant.now().plusSeconds(10);
    while (!holds.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not within ten seconds: " + condition);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static String receiveCount(JsonNode event) {
    return event.at("/Records/0/attributes/ApproximateReceiveCount").asText();
  }

  /// The answer of a function that failed for the messages with this body.
  private static String failing(String payload, String body) {
    var failures = Json.object();
    var items = failures.putArray("batchItemFailures");
    for (var record : Json.parse(payload).path("Records")) {
      if (record.path("body").asText().equals(body)) {
        items.addObject().put("itemIdentifier", record.path("messageId").asText());
      }
    }
    return Json.write(failures);
  }
}
