// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AsyncInvocationsIT {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:dlq";
  private static final Platform PLATFORM =
      new Platform(
          LambdaRig.IDENTITY,
          InstantSource.system(),
          new PlatformWaits(0.0001),
          () -> "request-1",
          new Random(7));

  @Test
  void keepsAnEventThatThePlatformFailsToTry() throws Exception {
    List<Messages.Message> sent = new CopyOnWriteArrayList<>();
    var tries = new AtomicInteger();
    var credentials = new Credentials(LambdaRig.IDENTITY, () -> "0".repeat(32));
    var ports = new LambdaPorts(credentials, _ -> {}, sent::add, _ -> {}, _ -> true);
    var tracing = new Tracing(PLATFORM, ports.sampling());
    var pools =
        new Pools<Environment>(
            1,
            1,
            _ -> {
              tries.incrementAndGet();
              throw new IllegalStateException("broken on purpose");
            },
            _ -> true);
    try (var background = Executors.newVirtualThreadPerTaskExecutor();
        var async =
            new AsyncInvocations(
                PLATFORM,
                new Invoker(
                    pools,
                    tracing,
                    new InvocationRun.Context(PLATFORM, ports.observer(), false),
                    background),
                tracing,
                new AsyncInvocations.Endings(
                    new EventEndings(PLATFORM, ports, _ -> {}), background))) {
      async.start();

      async.accept(
          Targets.unlucky(QUEUE),
          new InvocationRequest("unlucky", new byte[] {'7'}, Optional.empty()));
      LambdaRig.await("dead letter", () -> !sent.isEmpty());
    }

    assertThat(tries).hasValue(3);
    assertThat(sent)
        .extracting(Messages.Message::body, Messages.Message::attributes)
        .containsExactly(
            tuple(
                "7",
                Map.of(
                    "RequestID", new Messages.Attribute("String", "request-1"),
                    "ErrorCode", new Messages.Attribute("Number", "500"),
                    "ErrorMessage", new Messages.Attribute("String", "RetriesExhausted"))));
  }
}
