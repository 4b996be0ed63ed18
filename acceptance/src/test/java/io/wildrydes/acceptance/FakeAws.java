// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// An AWS endpoint that answers as a test says, for what a local cloud cannot be brought to do at
/// the right moment.
public final class FakeAws implements AutoCloseable {
  private final HttpServer server;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  private FakeAws(HttpServer server) {
    this.server = server;
  }

  /// An endpoint on loopback.
  ///
  /// @param answers by operation of the JSON protocol, such as `ReceiveMessage`; by path for REST
  public static FakeAws of(Function<String, Answer> answers) throws IOException {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var fake = new FakeAws(HttpServer.create(loopback, 16));
    fake.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    fake.server.createContext("/", exchange -> fake.answer(exchange, answers));
    fake.server.start();
    return fake;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// The operations that were asked for, in order.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /// What ReceiveMessage answers: one message, the event of an order with this correlation id.
  public static Answer message(String correlationId) {
    var body = event(correlationId);
    return Answer.ok(
        """
        {"Messages":[{"MessageId":"m-1","ReceiptHandle":"r-1","MD5OfBody":"%s","Body":"%s"}]}
        """
            .formatted(md5(body), body.replace("\"", "\\\"")));
  }

  /// An order's event, as far as operators read it.
  public static String event(String correlationId) {
    return "{\"detail\":{\"meta_data\":{\"correlation_id\":\"%s\"}}}".formatted(correlationId);
  }

  /// SDK clients compare it with their own.
  public static String md5(String text) {
    try {
      var hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange, Function<String, Answer> answers) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      var operation =
          target == null
              ? exchange.getRequestURI().getPath()
              : target.substring(target.indexOf('.') + 1);
      asked.add(operation);
      var answer = answers.apply(operation);
      var body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("content-type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /// An HTTP answer.
  public record Answer(int status, String body) {
    public static Answer ok(String body) {
      return new Answer(200, body);
    }

    /// AWS's word for what is wrong.
    public static Answer error(String code) {
      return new Answer(400, "{\"__type\":\"com.amazonaws.sqs#%s\"}".formatted(code));
    }
  }
}
