// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.priming;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A loopback HTTP endpoint that gives every request the same 200 answer, so that priming can drive
/// real HTTP and AWS SDK clients end to end without a word leaving the machine.
public final class PrimingEndpoint implements AutoCloseable {
  private final ServerSocket socket;
  private final byte[] answer;

  private PrimingEndpoint(ServerSocket socket, byte[] answer) {
    this.socket = socket;
    this.answer = answer;
  }

  public static PrimingEndpoint answering(String json) throws IOException {
    var body = json.getBytes(StandardCharsets.UTF_8);
    var head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nConnection: close\r\n"
            + "x-amzn-RequestId: priming\r\nContent-Length: %d\r\n\r\n".formatted(body.length);
    var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    var endpoint = new PrimingEndpoint(socket, (head + json).getBytes(StandardCharsets.UTF_8));
    Thread.ofPlatform().daemon().name("priming-endpoint").start(endpoint::serve);
    return endpoint;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (var connection = socket.accept()) {
        answer(connection);
      } catch (IOException _) {
        // Closed, which ends the loop, or a client that went away, which is the client's matter.
      }
    }
  }

  private void answer(Socket connection) throws IOException {
    skipRequest(connection.getInputStream());
    connection.getOutputStream().write(answer);
    connection.getOutputStream().flush();
  }

  private static void skipRequest(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      var next = in.read();
      if (next < 0) {
        return;
      }
      head.append((char) next);
    }
    in.skipNBytes(contentLength(head.toString()));
  }

  private static long contentLength(String head) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
        .mapToLong(line -> Long.parseLong(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }
}
