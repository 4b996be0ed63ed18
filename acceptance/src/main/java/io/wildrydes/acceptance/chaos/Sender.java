// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import io.wildrydes.acceptance.JsonLines;
import io.wildrydes.acceptance.orders.Sent;
import io.wildrydes.acceptance.rides.SentRide;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Sends orders at a steady rate, and rides among them, whatever comes back, and keeps a ledger of
/// the answers. Each carries a correlation id of the sender's own, so that those without an answer
/// can be followed too.
final class Sender implements AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(35);

  /// One order of so many is one that the partner refuses.
  private static final int REFUSED_EVERY = 40;

  private static final String PICKUP =
      "{\"PickupLocation\":{\"Latitude\":42.35250862285574,\"Longitude\":-71.05289904884849}}";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<Sent> orders = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<SentRide> rides = new ConcurrentLinkedQueue<>();
  private final CampaignPlan plan;
  private final Targets targets;
  private final InstantSource clock;

  Sender(CampaignPlan plan, Targets targets, InstantSource clock) {
    this.plan = plan;
    this.targets = targets;
    this.clock = clock;
  }

  /// Sends orders and rides, each when it is due, as many as planned and on while more are wanted;
  /// returns when each is answered or given up.
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
      executor.execute(() -> sendOrder(number));
      if (plan.hasRide(i)) {
        executor.execute(() -> sendRide(number));
      }
    }
    planned.run();
    executor.close();
  }

  /// The orders that have been sent so far.
  List<Sent> orders() {
    return List.copyOf(orders);
  }

  /// The rides that have been asked for so far.
  List<SentRide> rides() {
    return List.copyOf(rides);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    client.shutdownNow();
  }

  private void sendOrder(int number) {
    var id = "chaos-%d-%05d".formatted(plan.seed(), number);
    if (number % REFUSED_EVERY == REFUSED_EVERY / 2) {
      id += Partner.REFUSED;
    }
    var start = clock.instant();
    var answer = send(targets.orders().get(), id, "{\"order_id\":\"" + id + "\"}");
    orders.add(new Sent(start, id, answer.status(), Optional.of(id), millisSince(start)));
  }

  private void sendRide(int number) {
    var id = "chaos-%d-ride-%05d".formatted(plan.seed(), number);
    var start = clock.instant();
    var answer = send(targets.rides().get(), id, PICKUP);
    var rideId =
        JsonLines.parse(answer.body())
            .flatMap(body -> Optional.ofNullable(body.path("RideId").textValue()));
    rides.add(new SentRide(start, answer.status(), rideId, Optional.of(id), millisSince(start)));
  }

  private Answer send(URI target, String id, String body) {
    var request =
        HttpRequest.newBuilder(target)
            .timeout(ANSWER_LIMIT)
            .header("x-correlation-id", id)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      return new Answer(Integer.toString(response.statusCode()), response.body());
    } catch (IOException e) {
      return new Answer(e.getClass().getSimpleName(), "");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer("interrupted", "");
    }
  }

  private double millisSince(Instant start) {
    return Duration.between(start, clock.instant()).toNanos() / 1e6;
  }

  /// Where things go at the moment: a restarted local cloud has other ports.
  record Targets(Supplier<URI> orders, Supplier<URI> rides) {}

  /// @param status or the name of what came instead of an answer
  private record Answer(String status, String body) {}
}
