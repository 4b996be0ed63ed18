// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wildrydes.testing.Await;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A server on loopback that treats its callers as a test says, down to the socket, and remembers
/// what it was sent. One call a connection, one virtual thread for each.
///
/// A reply is a status and a body, such as `200 {}`, or one of these:
///
/// | reply | what the caller sees |
/// |---|---|
/// | `down` | nobody listens |
/// | `hangs` | nothing, ever |
/// | `hangs up` | a reset before any answer |
/// | `breaks off` | the beginning of an answer, then the end |
/// | `trickles` | an answer that does not end |
/// | `floods` | an answer of two megabytes |
/// | `babbles` | something that is no HTTP |
/// | `late 200 {}` | an answer after 1.5 s |
final class StubServer implements AutoCloseable {
  private static final Duration REBIND_LIMIT = Duration.ofSeconds(30);
  private static final int BACKLOG = 64;
  private static final int LATE_MILLIS = 1500;
  private static final int TRICKLE_MILLIS = 100;
  private static final int FLOOD_BYTES = 2 * 1024 * 1024;
  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("(?im)^content-length: *(\\d{1,9})");

  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final int port;
  private volatile List<Reply> replies = List.of();
  private volatile @Nullable ServerSocket listening;

  private StubServer(ServerSocket first) {
    this.port = first.getLocalPort();
    accept(first);
  }

  static StubServer open() {
    try {
      return new StubServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  /// Replies so from now on, hangs up on everybody and forgets what it was sent.
  ///
  /// @param inOrder in the order in which they are asked: when one is down, nobody listens any more
  ///   as soon as the one before it has answered
  void behave(Reply... inOrder) {
    hangUp();
    requests.clear();
    replies = List.of(inOrder);
    if (!replies.getFirst().text().equals("down")) {
      Await.until("port " + port + " free again", REBIND_LIMIT, this::comeBack, back -> back);
    }
  }

  /// What it was sent since it was told how to behave.
  List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    hangUp();
  }

  /// Another program may have been given the port meanwhile, for a moment.
  private boolean comeBack() {
    try {
      accept(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()));
      return true;
    } catch (BindException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hangUp() {
    stopListening();
    open.forEach(StubServer::end);
  }

  private void stopListening() {
    var server = listening;
    if (server != null) {
      end(server);
    }
  }

  private void accept(ServerSocket server) {
    listening = server;
    Thread.ofVirtual()
        .name("stub")
        .start(() -> {
          try {
            while (true) {
              var socket = server.accept();
              open.add(socket);
              Thread.ofVirtual().name("stub-call").start(() -> serve(socket));
            }
          } catch (IOException _) {
            // hung up
          }
        });
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      var request = Request.read(in);
      requests.add(request);
      var all = replies;
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).path().equals(request.path())) {
          if (i + 1 < all.size() && all.get(i + 1).text().equals("down")) {
            stopListening();
          }
          reply(socket, in, all.get(i).text());
        }
      }
    } catch (IOException _) {
      // the caller went away, or we hung up
    } finally {
      open.remove(socket);
    }
  }

  private static void reply(Socket socket, InputStream in, String text) throws IOException {
    var out = socket.getOutputStream();
    switch (text) {
      case "hangs" -> awaitEnd(socket, in, 0);
      case "hangs up" -> socket.setSoLinger(true, 0); // a reset, not an end
      case "breaks off" ->
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 800\r\n\r\n{\"Name\":".getBytes(UTF_8));
      case "trickles" -> {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(UTF_8));
        while (!awaitEnd(socket, in, TRICKLE_MILLIS)) {
          out.write(' ');
        }
      }
      case "floods" -> out.write(http("200 " + "x".repeat(FLOOD_BYTES)).getBytes(UTF_8));
      case "babbles" -> out.write("SSH-2.0-OpenSSH_9.9\r\n\r\n".getBytes(UTF_8));
      default -> {
        boolean isLate = text.startsWith("late ");
        if (!isLate || !awaitEnd(socket, in, LATE_MILLIS)) {
          out.write(http(isLate ? text.substring("late ".length()) : text).getBytes(UTF_8));
        }
      }
    }
  }

  /// Whether the caller hung up within so many milliseconds; 0 waits for it.
  private static boolean awaitEnd(Socket socket, InputStream in, int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  private static String http(String reply) {
    int status = Integer.parseInt(reply.substring(0, 3));
    var body = reply.substring(3).stripLeading();
    return "HTTP/1.1 %d Stub\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(status, body.getBytes(UTF_8).length, body);
  }

  private static void end(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How one path is answered.
  record Reply(String path, String text) {}

  /// A request as it arrived.
  record Request(String path, String body) {
    private static Request read(InputStream in) throws IOException {
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int read = in.read();
        if (read < 0) {
          throw new IOException("no whole request");
        }
        head.append((char) read);
      }
      var length = CONTENT_LENGTH.matcher(head);
      int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
      var body = new String(in.readNBytes(bytes), UTF_8);
      return new Request(head.substring(0, head.indexOf("\r")).split(" ", -1)[1], body);
    }
  }
}
