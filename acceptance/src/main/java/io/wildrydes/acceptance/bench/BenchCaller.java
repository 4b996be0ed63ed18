// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Sends one request after the other on a kept connection and takes the time of each, from before
/// it is sent until its whole answer is there. Nothing is subtracted.
final class BenchCaller implements AutoCloseable {
  private static final String ORDER = "{\"order_id\":\"order-bench\"}";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String body;

  /// Posts orders.
  BenchCaller() {
    this(ORDER);
  }

  /// @param body of what is posted to a URL
  BenchCaller(String body) {
    this.body = body;
  }

  /// @throws IOException when the answer is not a success
  double postMillis(String url) throws IOException, InterruptedException {
    return millis(request(url).build());
  }

  /// As above, within a trace.
  double postMillis(String url, String traceHeader) throws IOException, InterruptedException {
    return millis(request(url).header("X-Amzn-Trace-Id", traceHeader).build());
  }

  /// Medians of so many runs, which share the requests, after as many again that do not count.
  List<Double> warmMillis(String url, int requests, int runs)
      throws IOException, InterruptedException {
    var request = request(url).build();
    return warmMillis(() -> request, requests, runs);
  }

  /// As above, of requests that differ.
  List<Double> warmMillis(Supplier<HttpRequest> next, int requests, int runs)
      throws IOException, InterruptedException {
    for (int i = 0; i < requests; i++) {
      millis(next.get());
    }
    var medians = new ArrayList<Double>();
    for (int run = 0; run < runs; run++) {
      var millis = new ArrayList<Double>();
      for (int i = 0; i < Math.ceilDiv(requests, runs); i++) {
        millis.add(millis(next.get()));
      }
      medians.add(Bench.median(millis));
    }
    return medians;
  }

  /// @throws IOException when the answer is not a success
  double millis(HttpRequest request) throws IOException, InterruptedException {
    long start = System.nanoTime();
    var response = client.send(request, BodyHandlers.ofString());
    double millis = (System.nanoTime() - start) / 1e6;
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "%s answered %d %s".formatted(request.uri(), response.statusCode(), response.body()));
    }
    return millis;
  }

  @Override
  public void close() {
    client.close();
  }

  private HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(Duration.ofSeconds(35))
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }
}
