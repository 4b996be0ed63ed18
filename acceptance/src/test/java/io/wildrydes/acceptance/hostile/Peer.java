// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Holds one conversation over a plain socket.
final class Peer {
  private static final int PATIENCE_MILLIS = 90_000;
  private static final int CONTINUE = 100;

  private final Conversation conversation;
  private final List<RawAnswer> answers = new ArrayList<>();

  private Peer(Conversation conversation) {
    this.conversation = conversation;
  }

  /// The answers that came, and what is wrong with them.
  ///
  /// @param objection empty when every answer was as wanted
  record Result(List<RawAnswer> answers, String objection) {}

  static Result hold(Conversation conversation, int port) {
    var peer = new Peer(conversation);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return new Result(peer.answers, peer.talk(socket));
    } catch (IOException e) {
      return new Result(peer.answers, "no whole answer: " + e);
    }
  }

  private String talk(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    send(socket);
    switch (conversation.ending()) {
      case READ -> {}
      case HALF_CLOSE -> socket.shutdownOutput();
      case CLOSE -> {
        return "";
      }
      case RESET -> {
        socket.setSoLinger(true, 0);
        return "";
      }
    }
    var in = new BufferedInputStream(socket.getInputStream());
    for (int i = 0; i < conversation.wanted().size(); i++) {
      boolean isLast = i == conversation.wanted().size() - 1;
      var answer = read(in, isLast && conversation.isHead());
      answers.add(answer);
      var wanted = conversation.wanted().get(i);
      if (!wanted.fits().test(answer)) {
        return "answer " + i + " is not " + wanted.name();
      }
      if (answer.endsConnection() && (!isLast || in.read() >= 0)) {
        return "more after answer " + i + ", which ends the connection";
      }
    }
    return "";
  }

  /// What comes after a refusal may not be taken any more; the answer tells.
  private void send(Socket socket) {
    try {
      for (var piece : conversation.pieces()) {
        socket.getOutputStream().write(piece);
      }
    } catch (IOException _) {
      // the answer, or its absence, is judged
    }
  }

  private static RawAnswer read(InputStream in, boolean isHead) throws IOException {
    var status = line(in).split(" ", 3);
    if (status.length < 3 || !status[0].equals("HTTP/1.1")) {
      throw new IOException("no status line: " + String.join(" ", status));
    }
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(": ");
      headers
          .computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
          .add(line.substring(colon + 2));
    }
    int code = Integer.parseInt(status[1]);
    if (code == CONTINUE) {
      return read(in, isHead);
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", List.of("0")).getFirst());
    byte[] body = in.readNBytes(isHead ? 0 : length);
    if (!isHead && body.length < length) {
      throw new IOException("body broke off");
    }
    return new RawAnswer(code, headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("connection ended after '" + line + "'");
      }
      line.append((char) b);
    }
    if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
      throw new IOException("line without CR: '" + line + "'");
    }
    line.setLength(line.length() - 1);
    return line.toString();
  }
}
