// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A process in the place of DynamoDB Local that answers its first probe and treats all others
/// badly: `fails` answers them with 500, `busy` not at all. Any other call is told their number.
final class FakeDynamoDbLocal {
  private final String manner;
  private final AtomicInteger probes = new AtomicInteger();

  private FakeDynamoDbLocal(String manner) {
    this.manner = manner;
  }

  /// What a shell runs.
  static String command(Path java, String manner) {
    var target = Path.of("target").toAbsolutePath();
    var classPath = target.resolve("classes") + File.pathSeparator + target.resolve("test-classes");
    return "'%s' -cp '%s' %s %s"
        .formatted(java, classPath, FakeDynamoDbLocal.class.getName(), manner);
  }

  /// Runs until standard input ends.
  public static void main(String[] args) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", new FakeDynamoDbLocal(args[0])::answer);
    server.start();
    System.out.println(DynamoDbLocalMain.READY + server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // nothing is ever sent
    }
    Runtime.getRuntime().halt(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean isProbe = exchange.getRequestHeaders().getFirst("X-Amz-Target").endsWith(".ListTables");
    boolean isTreatedBadly = isProbe && probes.incrementAndGet() > 1;
    if (isTreatedBadly && manner.equals("busy")) {
      return;
    }
    var body = "{\"Probes\":%d}".formatted(probes.get()).getBytes(UTF_8);
    exchange.sendResponseHeaders(isTreatedBadly ? 500 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
