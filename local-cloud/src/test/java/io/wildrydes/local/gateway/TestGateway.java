// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.http.Handler;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Request;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A gateway over a stack, with a clock that stands still until it is moved, ids that count, and
/// fakes behind every port.
final class TestGateway {
  static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  static final Headers LOCAL = Headers.of("Host", "127.0.0.1:3000");

  final FakeFunctions functions = new FakeFunctions();
  final List<String> logLines = new CopyOnWriteArrayList<>();
  final List<Sampling.Candidate> sampled = new CopyOnWriteArrayList<>();
  final AtomicBoolean records = new AtomicBoolean(true);
  final Problems problems = new Problems();
  final Credentials credentials = new Credentials(Identity.local("us-east-1"), this::secret);
  private final AtomicInteger secrets = new AtomicInteger();
  final GatewayService service;
  private volatile Instant now = START;

  TestGateway(Stack stack) {
    var ids = new AtomicInteger();
    var platform =
        new Platform(
            Identity.local("us-east-1"),
            () -> now,
            PlatformWaits.AS_ON_AWS,
            () -> "request-" + ids.incrementAndGet(),
            new Random(1));
    Sampling sampling =
        candidate -> {
          sampled.add(candidate);
          return records.get();
        };
    LogSink logs = (group, line, at) -> logLines.add(group + " " + at + " " + line);
    service =
        GatewayService.of(
            stack, problems, platform, new GatewayPorts(functions, sampling, logs, credentials));
  }

  static TestGateway ofSample() {
    var gateway = new TestGateway(Stacks.sample());
    gateway.problems.throwIfAny();
    return gateway;
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  Handler handler() {
    return service.handler();
  }

  Response send(String method, String target) {
    return send(method, target, LOCAL, "");
  }

  Response send(String method, String target, Headers headers, String body) {
    return send(request(method, target, headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  Response send(Request request) {
    try {
      return handler().handle(request);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A key of a session of the role.
  Credentials.Key key(String role) {
    return credentials.issue("arn:aws:sts::000000000000:assumed-role/" + role + "/function");
  }

  private String secret() {
    return "%016d%024d".formatted(secrets.incrementAndGet(), secrets.get());
  }

  static Request request(String method, String target, Headers headers, byte[] body) {
    int mark = target.indexOf('?');
    var path = mark < 0 ? target : target.substring(0, mark);
    var query = mark < 0 ? "" : target.substring(mark + 1);
    return new Request(method, path, query, headers, body, "127.0.0.1");
  }
}
