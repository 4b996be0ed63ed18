// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

import static java.net.http.HttpResponse.BodyHandlers.limiting;
import static java.net.http.HttpResponse.BodyHandlers.ofByteArray;

import io.wildrydes.kit.PerEnvironment;
import io.wildrydes.kit.telemetry.Span;
import io.wildrydes.kit.telemetry.Tracer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Calls other services over HTTP/1.1. Each call is a remote subsegment and passes the trace header
/// on. Nothing is retried and no redirect is followed. Thread-safe; the client is guarded by one
/// private lock.
///
/// The JDK's `HttpClient` rather than `HttpURLConnection`: the latter knows no deadline for a whole
/// exchange, and sends a POST again by itself when a kept connection breaks.
public final class HttpCaller implements PerEnvironment {
  /// A longer answer fails the call with an IOException.
  public static final int MAX_ANSWER_BYTES = 1024 * 1024;

  private final Tracer tracer;
  private final Duration connectTimeout;
  private final Lock lock = new ReentrantLock();
  private @Nullable HttpClient client;

  public HttpCaller(Tracer tracer, Duration connectTimeout) {
    this.tracer = tracer;
    this.connectTimeout = connectTimeout;
  }

  /// Sends and waits for the whole answer, body included, at most this long.
  ///
  /// @throws HttpTimeoutException when the deadline or the connect timeout passes
  /// @throws IOException when no whole answer came
  public Answer send(OutgoingRequest request, Duration deadline)
      throws IOException, InterruptedException {
    return traced(request, pending -> pending.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
  }

  /// Sends and waits for the answer as long as it takes.
  public Answer sendWithoutDeadline(OutgoingRequest request)
      throws IOException, InterruptedException {
    return traced(request, CompletableFuture::get);
  }

  @Override
  public void discard() {
    lock.lock();
    try {
      if (client != null) {
        client.shutdownNow();
        client = null;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void renew() {
    discard();
    var _ = client();
  }

  private Answer traced(OutgoingRequest request, Wait wait)
      throws IOException, InterruptedException {
    return tracer.remote(request.method(), request.uri(), span -> exchange(request, span, wait));
  }

  private Answer exchange(OutgoingRequest request, Span span, Wait wait)
      throws IOException, InterruptedException {
    request.annotations().forEach(span::annotate);
    var pending =
        client().sendAsync(encode(request, span), limiting(ofByteArray(), MAX_ANSWER_BYTES));
    try {
      var response = wait.on(pending);
      span.answered(response.statusCode(), response.body().length);
      return decode(response);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (TimeoutException _) {
      throw new HttpTimeoutException("no whole answer from " + request.uri().getHost());
    } finally {
      pending.cancel(true); // without effect on a finished exchange
    }
  }

  private static HttpRequest encode(OutgoingRequest request, Span span) {
    var builder =
        HttpRequest.newBuilder(request.uri())
            .method(request.method(), BodyPublishers.ofByteArray(request.body().bytes()));
    request.headers().forEach(builder::setHeader);
    span.traceHeader().ifPresent(header -> builder.setHeader("X-Amzn-Trace-Id", header));
    return builder.build();
  }

  private static Answer decode(HttpResponse<byte[]> response) {
    var headers = new HashMap<String, String>();
    response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
    return new Answer(response.statusCode(), headers, Body.of(response.body()));
  }

  private HttpClient client() {
    lock.lock();
    try {
      if (client == null) {
        client =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
      }
      return client;
    } finally {
      lock.unlock();
    }
  }

  /// How long to wait for an exchange.
  @FunctionalInterface
  private interface Wait {
    HttpResponse<byte[]> on(CompletableFuture<HttpResponse<byte[]>> pending)
        throws InterruptedException, ExecutionException, TimeoutException;
  }
}
