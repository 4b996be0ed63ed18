// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Takes deliveries from the outbox when they are due and hands each to its target on a virtual
/// thread of its own, so that a slow target delays no other.
final class DeliveryWorker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DeliveryWorker.class.getName());
  private static final int CLOSE_SECONDS = 5;

  private final Outbox outbox;
  private final RetryRules retries;
  private final Ports ports;
  private final InstantSource clock;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("events-delivery-", 1).factory());

  DeliveryWorker(Outbox outbox, RetryRules retries, Ports ports, InstantSource clock) {
    this.outbox = outbox;
    this.retries = retries;
    this.ports = ports;
    this.clock = clock;
  }

  /// Called once.
  void start() {
    executor.execute(this::run);
  }

  /// Interrupts what is under way; what waits stays in the outbox.
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "deliveries still under way at close");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        attempt(outbox.awaitDue(clock));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "closed while deliveries were due", e);
    }
  }

  /// Begins a try of each; those that cannot begin, because the worker closes, wait again.
  private void attempt(List<Delivery> due) {
    int begun = 0;
    try {
      for (var delivery : due) {
        executor.execute(() -> attempt(delivery));
        begun++;
      }
    } finally {
      outbox.addAll(due.subList(begun, due.size()));
    }
  }

  private void attempt(Delivery delivery) {
    switch (tried(delivery)) {
      case Next.Done() -> {}
      case Next.Retry(var later) -> outbox.addAll(List.of(later));
      case Next.DeadLetter(var queueArn, var message) -> deadLetter(delivery, queueArn, message);
      case Next.Dropped(var code, var text) ->
          report(delivery, "event lost, no dead-letter queue", code, text);
    }
  }

  /// The boundary of this poller: whatever fails here must not take the event with it.
  private Next tried(Delivery delivery) {
    try {
      return retries.after(delivery, handOver(delivery), clock.instant());
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "delivery failed ruleArn=%s targetArn=%s"
              .formatted(delivery.rule().arn(), delivery.target().arn()),
          e);
      return RetryRules.giveUp(
          delivery, "INTERNAL_ERROR", "the delivery failed unexpectedly", null);
    }
  }

  private HandOver handOver(Delivery delivery) {
    var target = delivery.target();
    var payload = target.input().payload(delivery.event(), delivery.rule());
    if (payload.isEmpty()) {
      return new HandOver.Permanent(
          "INVALID_JSON", "the input template gave text that is not JSON");
    }
    var message =
        new Outgoing(payload.get(), Map.of(), delivery.event().trace(), delivery.rule().arn());
    return target.isQueue()
        ? guarded(target.arn(), () -> ports.queues().send(target.arn(), message))
        : guarded(target.arn(), () -> ports.functions().invoke(target.arn(), message));
  }

  private void deadLetter(Delivery delivery, String queueArn, Outgoing message) {
    switch (guarded(queueArn, () -> ports.queues().send(queueArn, message))) {
      case HandOver.Delivered() ->
          report(
              delivery,
              "dead letter written",
              message.attributes().getOrDefault("ERROR_CODE", ""),
              message.attributes().getOrDefault("ERROR_MESSAGE", ""));
      case HandOver.Retriable(var code, var text) ->
          report(delivery, "event lost, dead letter refused", code, text);
      case HandOver.Permanent(var code, var text) ->
          report(delivery, "event lost, dead letter refused", code, text);
    }
  }

  /// The boundary around a target: one that throws may do better at the next try.
  private static HandOver guarded(String targetArn, Supplier<HandOver> send) {
    try {
      return send.get();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "target failed targetArn=" + targetArn, e);
      return new HandOver.Retriable("INTERNAL_ERROR", "the target failed unexpectedly");
    }
  }

  private static void report(Delivery delivery, String what, String code, String text) {
    LOG.log(
        Level.WARNING,
        what + " eventId={0} ruleArn={1} targetArn={2} retries={3} code={4} message=\"{5}\"",
        delivery.event().id(),
        delivery.rule().arn(),
        delivery.target().arn(),
        delivery.retries(),
        code,
        text);
  }
}
