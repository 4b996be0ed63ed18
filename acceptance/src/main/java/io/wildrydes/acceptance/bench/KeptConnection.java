// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/// One HTTP/1.1 connection for one request after the other, with as little around the socket as
/// answers of a known length allow. Opens itself again after it was closed. Not thread-safe.
final class KeptConnection implements AutoCloseable {
  private static final String LENGTH = "content-length:";
  private static final int TIMEOUT_MILLIS = 35_000;

  private final URI url;
  private final StringBuilder line = new StringBuilder();
  private Socket socket;
  private InputStream in;

  private KeptConnection(URI url, Socket socket) throws IOException {
    this.url = url;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static KeptConnection open(URI url) throws IOException {
    return new KeptConnection(url, connect(url));
  }

  /// Sends a request, head and body as they are, reads the whole answer and gives its status.
  ///
  /// @throws IOException also when the answer is not one of a known length
  int exchange(byte[] request) throws IOException {
    if (socket.isClosed()) {
      socket = connect(url);
      in = new BufferedInputStream(socket.getInputStream());
    }
    socket.getOutputStream().write(request);
    var status = readLine();
    long length = 0;
    for (var header = readLine(); !header.isEmpty(); header = readLine()) {
      if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Long.parseLong(header.substring(LENGTH.length()).strip());
      } else if (header.toLowerCase(Locale.ROOT).startsWith("transfer-encoding:")) {
        throw new IOException("answer of unknown length: " + header);
      }
    }
    in.skipNBytes(length);
    return status(status);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // nothing more is read from it or written to it
    }
  }

  private String readLine() throws IOException {
    line.setLength(0);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("connection closed before the end of an answer");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static int status(String line) throws IOException {
    var parts = line.split(" ", 3);
    try {
      return Integer.parseInt(parts.length > 1 ? parts[1] : line);
    } catch (NumberFormatException e) {
      throw new IOException("not the first line of an answer: " + line, e);
    }
  }

  private static Socket connect(URI url) throws IOException {
    var opened = new Socket(url.getHost(), url.getPort());
    opened.setTcpNoDelay(true);
    opened.setSoTimeout(TIMEOUT_MILLIS);
    return opened;
  }
}
