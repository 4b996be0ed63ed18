// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Sends orders at a steady rate, whatever comes back, and keeps a ledger of the answers. Each
/// order carries a correlation id of the sender's own, so that those without an answer can be
/// followed too.
final class ChaosSender implements AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(35);

  /// One order of so many is one that the partner refuses.
  private static final int REFUSED_EVERY = 40;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<Sent> sent = new ConcurrentLinkedQueue<>();
  private final ChaosPlan plan;
  private final Supplier<URI> target;
  private final InstantSource clock;

  /// @param target where orders go at the moment
  ChaosSender(ChaosPlan plan, Supplier<URI> target, InstantSource clock) {
    this.plan = plan;
    this.target = target;
    this.clock = clock;
  }

  /// Sends orders, each when it is due, as many as planned and on while more are wanted; returns
  /// when each is answered or given up.
  ///
  /// @param planned told when as many as planned are sent
  void run(BooleanSupplier more, Runnable planned) throws InterruptedException {
    var start = clock.instant();
    for (int i = 0; i < plan.orders() || (more.getAsBoolean() && i < plan.mostOrders()); i++) {
      if (i == plan.orders()) {
        planned.run();
      }
      var wait = Duration.between(clock.instant(), start.plus(plan.dueAfter(i)));
      if (wait.isPositive()) {
        Thread.sleep(wait);
      }
      int number = i;
      executor.execute(() -> send(number));
    }
    planned.run();
    executor.close();
  }

  /// What has been sent so far.
  List<Sent> sent() {
    return List.copyOf(sent);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    client.shutdownNow();
  }

  private void send(int number) {
    var id = "chaos-%d-%05d".formatted(plan.seed(), number);
    if (number % REFUSED_EVERY == REFUSED_EVERY / 2) {
      id += ChaosPartner.REFUSED;
    }
    var start = clock.instant();
    var answer = answer(id);
    var millis = Duration.between(start, clock.instant()).toNanos() / 1e6;
    sent.add(new Sent(start, id, answer, Optional.of(id), millis));
  }

  /// The status, or the name of what came instead of an answer.
  private String answer(String id) {
    var request =
        HttpRequest.newBuilder(target.get())
            .timeout(ANSWER_LIMIT)
            .header("x-correlation-id", id)
            .POST(BodyPublishers.ofString("{\"order_id\":\"" + id + "\"}"))
            .build();
    try {
      return Integer.toString(client.send(request, BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
