// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LocalOnly("is about processes, not about a stack")
class StartedProcessIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void isReadyWithTheLineThoughNobodyReadsTheRest() throws Exception {
    try (var process =
        start("echo output; echo ready; head -c 1000000 /dev/zero; echo; echo done; sleep 60")) {
      var banner = process.awaitLine("ready"::equals, LIMIT);

      assertThat(banner).startsWith("output", "ready");
      assertThat(process.awaitLine("done"::equals, LIMIT)).last().isEqualTo("done");
    }
  }

  @Test
  void isKilledWithItsChildrenWhenItIsNotReadyInTime() throws Exception {
    try (var process = start("sleep 60 & echo hangs; wait")) {
      process.awaitLine("hangs"::equals, LIMIT);
      var children = process.handle().descendants().toList();

      assertThatThrownBy(() -> process.awaitLine("ready"::equals, Duration.ofMillis(50)))
          .isInstanceOf(IOException.class)
          .hasMessage("the test's process was not ready within 0 s; it said last: hangs");

      assertThat(children).isNotEmpty().allSatisfy(StartedProcessIT::isGone);
      assertThat(process.handle()).satisfies(StartedProcessIT::isGone);
    }
  }

  @Test
  void tellsWhatItSaidLastWhenItEndsBefore() throws Exception {
    try (var process = start("for i in 1 2 3 4 5 6; do echo line $i; done; exit 3")) {
      assertThatThrownBy(() -> process.awaitLine("ready"::equals, LIMIT))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "the test's process ended with exit code 3 before it was ready;"
                  + " it said last: line 2 / line 3 / line 4 / line 5 / line 6");
    }
  }

  @Test
  void canBeEndedWhileAnotherThreadWaitsForIt() throws Exception {
    var process = start("echo hangs; sleep 60");
    process.awaitLine("hangs"::equals, LIMIT);
    var waiting = CompletableFuture.supplyAsync(() -> failure(process));

    process.close();

    assertThat(waiting.get())
        .isEqualTo(
            "the test's process ended with exit code 137 before it was ready;"
                + " it said last: hangs");
  }

  @Test
  void endsWhenItIsAskedTo() throws Exception {
    try (var process = start("echo ready; exec sleep 60")) {
      process.awaitLine("ready"::equals, LIMIT);

      assertThat(process.stop(LIMIT)).isTrue();

      assertThat(process.handle().isAlive()).isFalse();
    }
  }

  @Test
  void isKilledWithItsChildrenWhenItDoesNotEndInTime() throws Exception {
    try (var process = start("trap '' TERM; echo ready; while true; do sleep 60; done")) {
      process.awaitLine("ready"::equals, LIMIT);
      Await.until(
          "a child", LIMIT, () -> process.handle().children().toList(), found -> !found.isEmpty());
      var children = process.handle().descendants().toList();

      assertThat(process.stop(Duration.ofMillis(50))).isFalse();

      assertThat(children).allSatisfy(StartedProcessIT::isGone);
      assertThat(process.handle()).satisfies(StartedProcessIT::isGone);
    }
  }

  @Test
  void endsWithItsInput() throws Exception {
    try (var process = start("echo ready; cat; echo over")) {
      process.awaitLine("ready"::equals, LIMIT);

      assertThat(process.endInput(LIMIT)).isTrue();

      assertThat(process.printed()).isEqualTo(List.of("ready", "over"));
    }
  }

  private StartedProcess start(String script) throws IOException {
    return StartedProcess.start(
        "the test's process", new ProcessBuilder("sh", "-c", script), folder.resolve("output.txt"));
  }

  private static String failure(StartedProcess process) {
    try {
      return process.awaitLine("ready"::equals, LIMIT).toString();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static void isGone(ProcessHandle handle) {
    Await.until("the end of " + handle.pid(), LIMIT, handle::isAlive, alive -> !alive);
  }
}
