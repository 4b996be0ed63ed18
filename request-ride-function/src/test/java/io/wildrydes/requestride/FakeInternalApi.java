// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import io.wildrydes.kit.http.Answer;
import io.wildrydes.kit.http.Body;
import io.wildrydes.testing.MutableClock;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Services that answer as told and take their time on the test's clock; told nothing, they answer
/// at once and well, told nothing more, they repeat the last.
final class FakeInternalApi implements InternalApi {
  static final Duration NO_LIMIT = Duration.ofDays(1);
  static final String UNICORN =
      "{\"Name\":\"Rocinante\",\"Color\":\"Yellow\",\"DeviceId\":\"d-3\"}";

  final List<Call> calls = new ArrayList<>();

  /// What each call was allowed to take, as `FLEET 2000`, in milliseconds.
  final List<String> limits = new ArrayList<>();

  private final MutableClock clock;
  private final Map<Service, Deque<Reply>> replies = new EnumMap<>(Service.class);

  FakeInternalApi(MutableClock clock) {
    this.clock = clock;
  }

  FakeInternalApi answers(Service service, int status, String body) {
    return replies(service, _ -> new Answer(status, Map.of(), Body.of(body)));
  }

  /// Answers as ever, after this much time.
  FakeInternalApi takes(Service service, Duration duration) {
    return replies(
        service,
        limit -> {
          if (duration.compareTo(limit) > 0) {
            return silence(limit);
          }
          clock.advance(duration);
          return healthy(service);
        });
  }

  /// Sends nothing for as long as the caller waits.
  FakeInternalApi staysSilent(Service service) {
    return replies(service, this::silence);
  }

  FakeInternalApi breaksTheConnection(Service service) {
    return replies(
        service,
        _ -> {
          throw new IOException("Connection reset");
        });
  }

  FakeInternalApi recovers(Service service) {
    return replies(service, _ -> healthy(service));
  }

  FakeInternalApi replies(Service service, Reply reply) {
    replies.computeIfAbsent(service, _ -> new ArrayDeque<>()).add(reply);
    return this;
  }

  List<Call> callsOf(Service service) {
    return calls.stream().filter(call -> call.service() == service).toList();
  }

  @Override
  public Answer send(Call call) throws IOException {
    return send(call, NO_LIMIT);
  }

  @Override
  public Answer send(Call call, Duration limit) throws IOException {
    calls.add(call);
    limits.add(call.service() + " " + limit.toMillis());
    var told = replies.getOrDefault(call.service(), new ArrayDeque<>());
    if (told.isEmpty()) {
      return healthy(call.service());
    }
    var reply = told.size() > 1 ? told.removeFirst() : told.getFirst();
    return reply.within(limit);
  }

  private Answer silence(Duration limit) throws IOException {
    clock.advance(limit);
    throw new HttpTimeoutException("no whole answer from internal.example");
  }

  private static Answer healthy(Service service) {
    return switch (service) {
      case FLEET -> new Answer(200, Map.of(), Body.of(UNICORN));
      case PROMO -> new Answer(201, Map.of(), Body.of("{\"DiscountMultiplier\":0.9}"));
      case RECORD -> new Answer(201, Map.of(), Body.of("{\"success\":true}"));
    };
  }

  /// What one call meets.
  @FunctionalInterface
  interface Reply {
    Answer within(Duration limit) throws IOException;
  }
}
