// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// One peer's connection: its requests one after the other, on one thread.
///
/// The server's other threads only look at what the connection waits for and end it when that takes
/// too long.
final class Connection {
  /// How many ticks a peer may take; see [ServerConfig#patience()].
  static final int PATIENCE_TICKS = 30;

  private static final System.Logger LOG = System.getLogger(Connection.class.getName());
  private static final Request UNREADABLE =
      new Request("", "/", "", Headers.none(), new byte[0], "");
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);
  private static final int ONE_WRITE = 64 * 1024;
  private static final long MAX_DISCARDED_BYTES = 64L * 1024 * 1024;

  private final Socket socket;
  private final ServerConfig config;
  private final Handler handler;
  private final Ticks ticks;
  private final PeerInput in;
  private final OutputStream out;
  private final String peer;
  private final AtomicReference<State> state;
  private final BooleanSupplier draining;

  /// @param draining whether the server takes no requests but those that are here
  Connection(
      Socket socket, ServerConfig config, Handler handler, Ticks ticks, BooleanSupplier draining)
      throws IOException {
    socket.setTcpNoDelay(true);
    this.socket = socket;
    this.config = config;
    this.handler = handler;
    this.ticks = ticks;
    this.draining = draining;
    this.in = new PeerInput(socket.getInputStream());
    this.out = socket.getOutputStream();
    this.peer = socket.getInetAddress().getHostAddress();
    this.state = new AtomicReference<>(new State(Phase.IDLE, ticks.count()));
  }

  /// Answers until the peer or the server ends the connection.
  void serve() {
    try (socket) {
      while (!draining.getAsBoolean() && in.await() && exchange()) {
        enter(Phase.IDLE);
      }
    } catch (IOException e) {
      // The peer went away while reading or writing; there is nobody left to answer.
      LOG.log(System.Logger.Level.DEBUG, "connection lost server=" + config.name(), e);
    }
  }

  /// Ends the connection if its peer has kept it waiting for too long.
  void endIfLate(long now) {
    var seen = state.get();
    if (now - seen.since() > seen.phase().maxTicks && seen.phase() != Phase.LATE) {
      end(seen);
    }
  }

  /// Since when the connection waits for its peer; [Long#MAX_VALUE] while the handler works.
  long waitsSince() {
    var seen = state.get();
    return seen.phase() == Phase.WORKING ? Long.MAX_VALUE : seen.since();
  }

  /// Ends the connection unless a request is here.
  void endIfIdle() {
    var seen = state.get();
    if (seen.phase() == Phase.IDLE) {
      end(seen);
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "connection not closed server=" + config.name(), e);
    }
  }

  /// @return whether the connection may carry another request
  private boolean exchange() throws IOException {
    enter(Phase.READING);
    var request = UNREADABLE;
    try {
      var head = Head.read(in, config.maxHeadBytes(), peer);
      request = head.request();
      if (!Loopback.isLocal(request.headers())) {
        throw new RefusedException(Refusal.FOREIGN_ORIGIN);
      }
      request = request.withBody(body(head));
      enter(Phase.WORKING);
      var response = answer(request);
      enter(Phase.WRITING);
      boolean goesOn = head.keepsConnection() && !draining.getAsBoolean();
      var kept = head.isHttp11() ? "" : "keep-alive";
      send(response, request, goesOn ? kept : "close");
      return goesOn;
    } catch (RefusedException e) {
      boolean late = state.get().phase() == Phase.LATE;
      refuse(late ? Refusal.TOO_SLOW : e.refusal(), request);
      return false;
    }
  }

  private byte[] body(Head head) throws IOException, RefusedException {
    boolean tooLarge =
        head.framing() instanceof Framing.Length(var bytes) && bytes > config.maxBodyBytes();
    if (head.awaitsContinue() && !tooLarge && !in.isReady()) {
      out.write(CONTINUE);
    }
    return Body.read(in, head.framing(), config.maxBodyBytes());
  }

  private Response answer(Request request) {
    try {
      return handler.handle(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refusal(Refusal.INTERNAL_ERROR, request);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(System.Logger.Level.ERROR, "request failed server=" + config.name(), e);
      return refusal(Refusal.INTERNAL_ERROR, request);
    }
  }

  private Response refusal(Refusal refusal, Request request) {
    try {
      return handler.refuse(refusal, request).orElseGet(() -> config.refusals().apply(refusal));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "refusal failed server=" + config.name(), e);
      return config.refusals().apply(refusal);
    }
  }

  /// Answers, and reads on for a while without keeping anything: closing a connection on which the
  /// peer still sends resets it, and the peer would never see the answer.
  private void refuse(Refusal refusal, Request request) throws IOException {
    state.set(new State(Phase.LINGERING, ticks.count()));
    send(refusal(refusal, request), request, "close");
    socket.shutdownOutput();
    if (!socket.isInputShutdown()) {
      in.discard(MAX_DISCARDED_BYTES);
    }
  }

  private void send(Response response, Request request, String connection) throws IOException {
    var sent = response;
    byte[] head;
    try {
      head = Answer.head(sent, ticks.date(), connection);
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.ERROR, "answer failed server=" + config.name(), e);
      sent = config.refusals().apply(Refusal.INTERNAL_ERROR);
      head = Answer.head(sent, ticks.date(), connection);
    }
    byte[] body = sent.body();
    if (!Answer.mayHaveBody(sent) || request.method().equals("HEAD")) {
      out.write(head);
    } else if (body.length <= ONE_WRITE) {
      byte[] whole = Arrays.copyOf(head, head.length + body.length);
      System.arraycopy(body, 0, whole, head.length, body.length);
      out.write(whole);
    } else {
      out.write(head);
      out.write(body);
    }
  }

  /// A late peer still gets an answer while its request is read; in the other phases there is
  /// nothing to say.
  private void end(State seen) {
    if (!state.compareAndSet(seen, new State(Phase.LATE, seen.since()))) {
      return; // something came at the last moment
    }
    if (seen.phase() == Phase.READING) {
      shutInput();
    } else {
      close();
    }
  }

  private void shutInput() {
    try {
      socket.shutdownInput();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "connection not ended server=" + config.name(), e);
    }
  }

  /// Goes on, unless the peer was found to be late meanwhile: then what follows meets a closed
  /// input or socket.
  private void enter(Phase phase) {
    var now = state.get();
    if (now.phase() != Phase.LATE) {
      state.compareAndSet(now, new State(phase, ticks.count()));
    }
  }

  /// What a connection waits for.
  private enum Phase {
    /// A request's first byte.
    IDLE(2 * PATIENCE_TICKS),
    /// The rest of a request.
    READING(PATIENCE_TICKS),
    /// The handler, which has limits of its own.
    WORKING(Long.MAX_VALUE),
    /// The peer to take its answer.
    WRITING(PATIENCE_TICKS),
    /// The peer to end, after its request was refused.
    LINGERING(PATIENCE_TICKS / 6),
    /// Nothing: the peer took too long.
    LATE(Long.MAX_VALUE);

    private final long maxTicks;

    Phase(long maxTicks) {
      this.maxTicks = maxTicks;
    }
  }

  /// A phase and the tick that it began with.
  private record State(Phase phase, long since) {}
}
