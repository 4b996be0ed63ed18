// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.wildrydes.acceptance.chaos.PartnerLedger.Call;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A partner on loopback that behaves as badly as it is told to, down to the socket, and writes
/// every call down. One virtual thread a connection.
final class Partner implements AutoCloseable {
  /// Orders whose id ends so are refused for good.
  static final String REFUSED = "-refused";

  private static final int BACKLOG = 512;
  private static final int MAX_HEAD_BYTES = 32 * 1024;
  private static final Duration REBIND_LIMIT = Duration.ofSeconds(30);
  private static final int REBIND_PAUSE_MILLIS = 50;

  /// Less than the four seconds that Delivery gives a call.
  private static final int HOLD_MILLIS = 2500;

  private final PartnerLedger ledger = new PartnerLedger();
  private final TroubleTally tally;
  private final InstantSource clock;
  private final Random random;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable CompletableFuture<Integer>> trap =
      new AtomicReference<>();
  private volatile Behaviour behaviour = Behaviour.WELL;
  private volatile @Nullable ServerSocket listening;

  Partner(TroubleTally tally, InstantSource clock, long seed) throws IOException {
    this.tally = tally;
    this.clock = clock;
    this.random = new Random(seed);
    this.port = listen(0);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port + "/orders");
  }

  PartnerLedger ledger() {
    return ledger;
  }

  /// Waits for the next call and keeps its caller waiting for a while, so that something can happen
  /// to it in the middle of an invocation.
  ///
  /// @return the caller's port; empty when no call came within the limit
  Optional<Integer> holdNext(Duration limit) throws InterruptedException {
    var held = new CompletableFuture<Integer>();
    trap.set(held);
    try {
      return Optional.of(held.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      trap.compareAndSet(held, null);
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing fails a held call", e);
    }
  }

  /// Behaves so from now on; a call under way goes on as it began.
  void behave(Behaviour other) throws IOException, InterruptedException {
    var before = behaviour;
    behaviour = other;
    if (other == Behaviour.DOWN && before != Behaviour.DOWN) {
      hangUp();
    } else if (before == Behaviour.DOWN && other != Behaviour.DOWN) {
      comeBack();
    }
  }

  @Override
  public void close() {
    behaviour = Behaviour.DOWN;
    hangUp();
  }

  private int listen(int wanted) throws IOException {
    var server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), BACKLOG);
    listening = server;
    Thread.ofVirtual().name("partner").start(() -> accept(server));
    return server.getLocalPort();
  }

  /// Another program may have been given the port meanwhile, for a moment.
  private void comeBack() throws IOException, InterruptedException {
    var limit = clock.instant().plus(REBIND_LIMIT);
    while (true) {
      try {
        listen(port);
        return;
      } catch (IOException e) {
        if (clock.instant().isAfter(limit)) {
          throw e;
        }
        Thread.sleep(REBIND_PAUSE_MILLIS);
      }
    }
  }

  private void hangUp() {
    var server = listening;
    if (server != null) {
      end(server);
    }
    open.forEach(Partner::end);
  }

  private void accept(ServerSocket server) {
    try {
      while (true) {
        var socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().name("partner-call").start(() -> serve(socket));
      }
    } catch (IOException _) {
      // hung up
    }
  }

  /// One call a connection: what keeps connections alive is no concern of a chaos campaign.
  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      var headers = headers(in);
      in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
      answer(socket, headers);
    } catch (IOException | NumberFormatException _) {
      // the caller went away, or we hung up on it
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private void answer(Socket socket, Map<String, String> headers)
      throws IOException, InterruptedException {
    var order = headers.getOrDefault("x-correlation-id", "");
    var key = headers.getOrDefault("idempotency-key", "");
    var now = behaviour;
    var reaction = order.endsWith(REFUSED) ? Reaction.REFUSE : now.reaction(random);
    ledger.add(new Call(clock.instant(), order, key, reaction.name(), reaction.takes));
    if (reaction.trouble != null) {
      tally.harmed(reaction.trouble, 1);
    }
    var held = trap.getAndSet(null);
    if (held != null) {
      held.complete(socket.getPort());
    }
    Thread.sleep(held == null ? reaction.delayMillis : HOLD_MILLIS);
    if (reaction.answer.isEmpty()) {
      socket.setSoLinger(true, 0); // a reset, not an end
      return;
    }
    socket.getOutputStream().write(reaction.answer.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// The header fields, names in lower case, with the request line among them.
  private static Map<String, String> headers(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0 || head.length() > MAX_HEAD_BYTES) {
        throw new IOException("no whole request");
      }
      head.append((char) read);
    }
    var headers = new HashMap<String, String>();
    for (var line : head.toString().split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private static void end(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How the partner is at a time.
  enum Behaviour {
    WELL,
    DOWN,
    SLOW,
    THROTTLING,
    GARBAGE,
    RESET;

    private Reaction reaction(Random random) {
      return switch (this) {
        case WELL -> Reaction.TAKE;
        case SLOW -> Reaction.TAKE_SLOWLY;
        case THROTTLING -> Reaction.THROTTLE;
        case GARBAGE -> oneOf(random, Reaction.BABBLE, Reaction.BREAK_OFF, Reaction.FAIL);
        case DOWN, RESET -> oneOf(random, Reaction.CUT, Reaction.TAKE_AND_CUT);
      };
    }

    private static Reaction oneOf(Random random, Reaction... reactions) {
      return reactions[random.nextInt(reactions.length)];
    }
  }

  /// What happens to one call; without an answer the connection is reset.
  private enum Reaction {
    TAKE(null, true, 5, http("200 OK", "{\"taken\":true}")),
    TAKE_SLOWLY(Trouble.PARTNER_SLOW, true, 1500, http("200 OK", "{\"taken\":true}")),
    THROTTLE(
        Trouble.PARTNER_THROTTLING,
        false,
        0,
        http("429 Too Many Requests\r\nRetry-After: 1", "{\"message\":\"slow down\"}")),
    BABBLE(Trouble.PARTNER_GARBAGE, false, 0, "\u0001\u0002 this is not HTTP \u0003\r\n\r\n"),
    BREAK_OFF(
        Trouble.PARTNER_GARBAGE, true, 0, http("200 OK", "{\"taken\":true}").substring(0, 45)),
    FAIL(Trouble.PARTNER_GARBAGE, false, 0, http("500 Internal Server Error", "<html>oops")),
    CUT(Trouble.PARTNER_RESET, false, 0, ""),
    TAKE_AND_CUT(Trouble.PARTNER_RESET, true, 0, ""),
    REFUSE(Trouble.PARTNER_REFUSING, false, 0, http("422 Unprocessable Content", "{}"));

    private final @Nullable Trouble trouble;
    private final boolean takes;
    private final int delayMillis;
    private final String answer;

    Reaction(@Nullable Trouble trouble, boolean takes, int delayMillis, String answer) {
      this.trouble = trouble;
      this.takes = takes;
      this.delayMillis = delayMillis;
      this.answer = answer;
    }

    private static String http(String status, String body) {
      return "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
          .formatted(status, body.length(), body);
    }
  }
}
