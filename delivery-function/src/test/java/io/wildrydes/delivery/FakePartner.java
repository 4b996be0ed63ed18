// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.wildrydes.kit.http.Answer;
import io.wildrydes.kit.http.Body;
import io.wildrydes.testing.MutableClock;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// A partner that answers as told and takes its time on the test's clock; told nothing more, it
/// repeats the last.
final class FakePartner implements Partner {
  static final Duration NO_LIMIT = Duration.ofDays(1);

  final List<Call> calls = new ArrayList<>();
  final List<Duration> limits = new ArrayList<>();

  private final MutableClock clock;
  private final Deque<Reply> replies = new ArrayDeque<>();

  FakePartner(MutableClock clock) {
    this.clock = clock;
  }

  FakePartner answers(int status) {
    return answers(status, Map.of());
  }

  FakePartner answers(int status, Map<String, String> headers) {
    return replies(_ -> new Answer(status, headers, Body.EMPTY));
  }

  /// Sends nothing for as long as the caller waits.
  FakePartner staysSilent() {
    return replies(limit -> {
      clock.advance(limit);
      throw new HttpTimeoutException("no whole answer from partner.example");
    });
  }

  FakePartner breaksTheConnection() {
    return replies(_ -> {
      throw new IOException("Connection reset");
    });
  }

  FakePartner replies(Reply reply) {
    replies.add(reply);
    return this;
  }

  @Override
  public Answer send(Call call) throws IOException {
    return send(call, NO_LIMIT);
  }

  @Override
  public Answer send(Call call, Duration limit) throws IOException {
    calls.add(call);
    limits.add(limit);
    var reply = replies.size() > 1 ? replies.removeFirst() : replies.getFirst();
    return reply.within(limit);
  }

  /// What one call meets.
  @FunctionalInterface
  interface Reply {
    Answer within(Duration limit) throws IOException;
  }
}
