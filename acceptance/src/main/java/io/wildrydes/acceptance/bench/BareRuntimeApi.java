// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The least Runtime API that AWS's runtime client works with, for one process:
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. Each process has one of its own,
/// since a process that has ended leaves its last request for an invocation behind.
final class BareRuntimeApi implements AutoCloseable {
  private static final byte[] EVENT = "{}".getBytes(StandardCharsets.UTF_8);
  private static final int LIMIT_SECONDS = 30;

  static {
    // Read once by the JDK's server. Without it every answer waits 40 ms for a delayed ACK.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch parked = new CountDownLatch(1);
  private final CountDownLatch restored = new CountDownLatch(1);
  private final SynchronousQueue<String> invocations = new SynchronousQueue<>();
  private final SynchronousQueue<String> answers = new SynchronousQueue<>();
  private Path output = Path.of("");
  private @Nullable Process process;

  private BareRuntimeApi(HttpServer server) {
    this.server = server;
  }

  static BareRuntimeApi open() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    var api = new BareRuntimeApi(server);
    server.setExecutor(api.executor);
    server.createContext("/", api::exchange);
    server.start();
    return api;
  }

  /// Starts the process that will ask here.
  ///
  /// @param folder where its output goes
  void run(ProcessBuilder command, Path folder) throws IOException {
    var address = "127.0.0.1:" + server.getAddress().getPort();
    command.environment().put("AWS_LAMBDA_RUNTIME_API", address);
    output = folder.resolve("output.txt");
    Files.deleteIfExists(output);
    process = command.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  void awaitParked() throws IOException, InterruptedException {
    if (!parked.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw late();
    }
  }

  void restore() {
    restored.countDown();
  }

  /// Hands one invocation over and waits for its answer.
  void invoke() throws IOException, InterruptedException {
    boolean taken = invocations.offer("bare", LIMIT_SECONDS, TimeUnit.SECONDS);
    var path = taken ? answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS) : null;
    if (path == null) {
      throw late();
    }
    if (!path.endsWith("/response")) {
      throw new IOException("the empty handler failed at " + path);
    }
  }

  /// Ends the process politely, so that it can write its AOT cache, and returns when it is gone.
  @Override
  public void close() {
    try {
      if (process != null) {
        process.destroy();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    executor.shutdownNow();
    executor.close();
  }

  private IOException late() throws IOException {
    return new IOException(
        "the empty handler did not answer within %d s; it said: %s"
            .formatted(LIMIT_SECONDS, Files.readString(output)));
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      if (path.endsWith("/invocation/next")) {
        exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", invocations.take());
        exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", "9999999999999");
        answer(exchange, 200);
      } else if (path.endsWith("/restore/next")) {
        parked.countDown();
        restored.await();
        answer(exchange, 200);
      } else {
        exchange.getRequestBody().readAllBytes();
        answers.put(path);
        answer(exchange, 202);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The client's native code crashes on an invocation without a content type.
  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, EVENT.length);
    exchange.getResponseBody().write(EVENT);
  }
}
