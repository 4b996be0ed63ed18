// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.Callers.Answer;
import io.wildrydes.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What operators change under a running stack, with the partner as the judge.
@BlackBox
class SettingsIT {
  private static final int IN_A_ROW = 3;
  private static final int AT_ONCE = 3;

  private final StackUnderTest stack;
  private final Callers callers;
  private final String apiKey;
  private final SettingsChange settings;
  private final String correlationId = "settings-" + UUID.randomUUID();

  SettingsIT(StackUnderTest stack) {
    this.stack = stack;
    this.callers = stack.callers();
    this.apiKey = stack.values().apiKey();
    this.settings = SettingsChange.of(stack.values());
  }

  @AfterEach
  void takeChangesBack() {
    settings.close();
  }

  @Test
  void areFollowedWithinSecondsAndWithoutARestart() {
    settings.putPartner(0, 0, 0);
    awaitPartner(200);

    settings.putPartner(1, 0, 0);

    awaitPartner(502);
  }

  @Test
  void stayTheLastGoodOnesWhenTheDocumentIsMalformed() {
    settings.putPartner(1, 0, 0);
    awaitPartner(502);

    settings.put("{\"resilience\":");
    Await.until(
        "the malformed document noticed",
        stack.patience(),
        () -> {
          partnersStatus();
          return stack
              .logs()
              .lines("slow-api", "{ $.message = \"*not readable, keeping the last good one*\" }");
        },
        found -> !found.isEmpty());

    assertThat(partnersStatus()).isEqualTo(502);
  }

  /// One answer could be chance: the stack's own settings let the partner fail now and then. And
  /// calls one after the other would see one environment, while others still know the old settings.
  private void awaitPartner(int status) {
    Await.until(
        "the partner answers nothing but " + status,
        stack.patience(),
        () ->
            IntStream.range(0, IN_A_ROW)
                .mapToObj(_ -> partnersStatusAtOnce())
                .flatMap(List::stream)
                .distinct()
                .toList(),
        last -> last.equals(List.of(status)));
  }

  private List<Integer> partnersStatusAtOnce() {
    var calls = new ArrayList<Future<Integer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < AT_ONCE; i++) {
        calls.add(threads.submit(this::partnersStatus));
      }
    }
    return calls.stream().map(Future::resultNow).toList();
  }

  /// What the partner answers once its usage plan lets a call through.
  private int partnersStatus() {
    return Await.until(
        "a call within the plan",
        stack.patience(),
        () -> callPartner().status(),
        last -> last != 429);
  }

  private Answer callPartner() {
    return callers.send(
        "POST", callers.slow(), "{}", "x-api-key", apiKey, "x-correlation-id", correlationId);
  }
}
