// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import io.wildrydes.acceptance.Percentiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Sends requests at fixed times, however long answers take, over kept connections: an open loop.
/// Spends little of the processor, since it shares it with what it measures: one thread and one
/// plain socket for each connection.
///
/// Request `n` is due at `n / rate`. What it waits beyond that for a free connection is its lag,
/// and counts into its answer time, so that a slow server cannot hide behind a sender it has
/// slowed.
final class OpenLoop {
  private static final int KEPT_ERRORS = 3;

  private final Plan plan;
  private final byte[] request;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final double[] answerMillis;
  private final double[] lagMillis;

  private OpenLoop(Plan plan, byte[] request) {
    this.plan = plan;
    this.request = request;
    this.answerMillis = new double[plan.requests()];
    this.lagMillis = new double[plan.requests()];
  }

  /// Sends all requests and returns when each has its answer, or has none and never will.
  ///
  /// @throws IOException when no connection can be opened
  static Load run(Plan plan, String method, URI url, String body)
      throws IOException, InterruptedException {
    return new OpenLoop(plan, request(method, url, body)).run(url);
  }

  private Load run(URI url) throws IOException, InterruptedException {
    var connections = new ArrayList<KeptConnection>();
    for (int i = 0; i < plan.connections(); i++) {
      connections.add(KeptConnection.open(url));
    }
    long start = System.nanoTime();
    var threads = connections.stream().map(connection -> sender(connection, start)).toList();
    for (var thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Load(
        plan.requests() - failures.get(),
        failures.get(),
        List.copyOf(errors),
        seconds,
        percentiles(answerMillis),
        percentiles(lagMillis));
  }

  private Thread sender(KeptConnection connection, long start) {
    return Thread.ofPlatform().name("load").start(() -> send(connection, start));
  }

  private void send(KeptConnection connection, long start) {
    try (connection) {
      for (int i = next.getAndIncrement(); i < plan.requests(); i = next.getAndIncrement()) {
        long due = start + (long) (i * 1e9 / plan.perSecond());
        await(due);
        lagMillis[i] = (System.nanoTime() - due) / 1e6;
        exchange(connection);
        answerMillis[i] = (System.nanoTime() - due) / 1e6;
      }
    }
  }

  private void exchange(KeptConnection connection) {
    try {
      int status = connection.exchange(request);
      if (status / 100 != 2) {
        failed("status " + status);
      }
    } catch (IOException e) {
      failed(e.toString());
      connection.close();
    }
  }

  private void failed(String reason) {
    if (failures.incrementAndGet() <= KEPT_ERRORS) {
      errors.add(reason);
    }
  }

  private static void await(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static byte[] request(String method, URI url, String body) {
    return String.join(
            "\r\n",
            method + " " + url.getRawPath() + " HTTP/1.1",
            "Host: " + url.getAuthority(),
            "Content-Type: application/json",
            "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length,
            "",
            body)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Percentiles percentiles(double[] sample) {
    return Percentiles.of(Arrays.stream(sample).boxed().toList());
  }

  /// How much is sent.
  ///
  /// @param connections so many requests at most wait for their answers at the same time
  record Plan(int perSecond, int requests, int connections) {
    /// As fast as the connections allow, which makes it a closed loop.
    static Plan flood(int requests, int connections) {
      return new Plan(Integer.MAX_VALUE, requests, connections);
    }
  }

  /// What came of it.
  ///
  /// @param ok answers with a status of 2xx
  /// @param failed all other answers, and requests without one
  /// @param errors what the first of the failed said
  /// @param seconds from when the first request was due until the last answer was there
  /// @param answerMillis from when a request was due until its answer was there
  /// @param lagMillis from when a request was due until it was sent
  record Load(
      int ok,
      int failed,
      List<String> errors,
      double seconds,
      Percentiles answerMillis,
      Percentiles lagMillis) {
    double okPerSecond() {
      return ok / seconds;
    }
  }
}
