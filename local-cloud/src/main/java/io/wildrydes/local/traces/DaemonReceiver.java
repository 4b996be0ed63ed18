// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

import io.wildrydes.local.http.PortTakenException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Receives what the X-Ray SDKs send to the daemon: UDP datagrams on the loopback interface. A
/// malformed one is counted and dropped, as nobody waits for an answer; the first is reported.
final class DaemonReceiver implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DaemonReceiver.class.getName());
  private static final int MAX_DATAGRAM = 64 * 1024;
  private static final int KERNEL_BUFFER = 8 * 1024 * 1024; // the kernel may grant less

  private final int port;
  private final TraceStore store;
  private final AtomicLong malformed = new AtomicLong();
  private @Nullable DatagramSocket socket;
  private @Nullable Thread thread;

  DaemonReceiver(int port, TraceStore store) {
    this.port = port;
    this.store = store;
  }

  void start() {
    var opened = open();
    socket = opened;
    thread = Thread.ofVirtual().name("traces-receiver").start(() -> receive(opened));
  }

  String address() {
    if (socket == null) {
      throw new IllegalStateException("the receiver has no address before it is started");
    }
    return "127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.close();
    }
    if (thread != null) {
      join(thread);
      thread = null;
      reportMalformed();
    }
  }

  private DatagramSocket open() {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      var opened = new DatagramSocket(address);
      opened.setReceiveBufferSize(KERNEL_BUFFER);
      return opened;
    } catch (SocketException e) {
      throw new PortTakenException("traces (UDP)", port, e);
    }
  }

  private void receive(DatagramSocket from) {
    var packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
    while (!from.isClosed()) {
      try {
        packet.setLength(MAX_DATAGRAM);
        from.receive(packet);
        store.add(SegmentDocument.parse(packet.getData(), packet.getLength()));
      } catch (MalformedSegmentException e) {
        count(e);
      } catch (IOException | RuntimeException e) {
        // The boundary of this poller: one bad datagram must not end the receiving.
        if (!from.isClosed()) {
          LOG.log(Level.ERROR, "trace datagram lost", e);
        }
      }
    }
  }

  private void count(MalformedSegmentException e) {
    if (malformed.incrementAndGet() == 1) {
      LOG.log(
          Level.WARNING,
          "malformed segment document dropped, further ones are only counted reason=\"{0}\"",
          e.getMessage());
    }
  }

  private void reportMalformed() {
    if (malformed.get() > 1) {
      LOG.log(Level.WARNING, "malformed segment documents dropped count={0}", malformed.get());
    }
  }

  private static void join(Thread receiver) {
    try {
      receiver.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
