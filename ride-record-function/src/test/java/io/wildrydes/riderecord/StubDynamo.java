// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wildrydes.kit.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// As much of DynamoDB as a conditional PutItem needs, on loopback, failing as told.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html>
final class StubDynamo implements AutoCloseable {
  final List<JsonNode> requests = new CopyOnWriteArrayList<>();

  private final Map<String, ObjectNode> items = new ConcurrentHashMap<>();
  private final Deque<Reply> replies = new ConcurrentLinkedDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;

  StubDynamo() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// What the next request meets that no earlier call of this was for.
  StubDynamo next(Reply reply) {
    replies.add(reply);
    return this;
  }

  StubDynamo fails(int status, String code) {
    return next((exchange, _) -> refuse(exchange, status, code));
  }

  StubDynamo throttles() {
    return fails(400, "ProvisionedThroughputExceededException");
  }

  /// Stores, and breaks the connection instead of saying so.
  StubDynamo losesTheAnswer() {
    return next((_, request) -> {
      var _ = items.putIfAbsent(key(request), item(request));
    });
  }

  /// Stores, and says so with a checksum of something else.
  StubDynamo garblesTheAnswer() {
    return next((exchange, request) -> {
      var _ = items.putIfAbsent(key(request), item(request));
      exchange.getResponseHeaders().set("x-amz-crc32", "1");
      answer(exchange, 200, "{}");
    });
  }

  /// Says 200 to everything, as no table does, and stores nothing.
  StubDynamo isSomebodyElse() {
    return next((exchange, _) -> exchange.sendResponseHeaders(200, -1));
  }

  /// Sends nothing until the test is over.
  StubDynamo staysSilent() {
    return next((_, _) -> waitForTheEnd());
  }

  /// Sends the first byte of an answer, and nothing more until the test is over.
  StubDynamo stopsAfterAByte() {
    return next((exchange, _) -> {
      exchange.sendResponseHeaders(200, 2);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      waitForTheEnd();
    });
  }

  void changeItem(String id, JsonNode field, String name) {
    var _ = items.computeIfPresent(id, (_, item) -> item.<ObjectNode>set(name, field));
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
      requests.add(request);
      var reply = replies.poll();
      if (reply == null) {
        put(exchange, request);
      } else {
        reply.to(exchange, request);
      }
    }
  }

  private void put(HttpExchange exchange, JsonNode request) throws IOException {
    var present = items.putIfAbsent(key(request), item(request));
    if (present == null) {
      answer(exchange, 200, "{}");
      return;
    }
    var refusal = error("ConditionalCheckFailedException");
    if (request.path("ReturnValuesOnConditionCheckFailure").asText().equals("ALL_OLD")) {
      refusal.set("Item", present);
    }
    answer(exchange, 400, refusal.toString());
  }

  private void waitForTheEnd() {
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String key(JsonNode request) {
    return request.path("Item").path("RideId").path("S").asText();
  }

  private static ObjectNode item(JsonNode request) {
    return request.path("Item").deepCopy();
  }

  private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    answer(exchange, status, error(code).toString());
  }

  private static ObjectNode error(String code) {
    return Json.MAPPER
        .createObjectNode()
        .put("__type", "com.amazonaws.dynamodb.v20120810#" + code)
        .put("message", "as told");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.getResponseHeaders().set("x-amzn-RequestId", "request-1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /// What one request meets; returning without an answer breaks the connection.
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange exchange, JsonNode request) throws IOException;
  }
}
