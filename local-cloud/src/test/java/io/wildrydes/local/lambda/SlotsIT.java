// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Environments that serve several invocations at once.
final class SlotsIT {
  @TempDir private static Path folder;

  @Test
  void servesSeveralInvocationsAtOnceInOneProcess() throws Exception {
    try (var rig =
        new LambdaRig(folder).function("echo", "EchoHandler", "{\"Timeout\":20}").start(4, 1)) {
      Callable<String> nap = () -> rig.answer("echo", "\"nap\"");
      Callable<String> pid = () -> rig.answer("echo", "\"pid\"");

      assertThat(all(List.of(nap, nap, nap, nap))).containsExactly("\"nap\"");
      assertThat(all(List.of(pid, pid, pid))).hasSize(1);
    }
  }

  @Test
  void keepsTheRuntimesOwnWordsApartFromTheFunctionsFirstLine() throws Exception {
    try (var rig =
        new LambdaRig(folder).function("echo", "EchoHandler", "{\"Timeout\":20}").start(2, 1)) {
      rig.answer("echo", "\"log\"");

      assertThat(rig.texts())
          .contains("Starting 2 concurrent function handler threads.", "printed line");
    }
  }

  @Test
  void failsOnlyTheInvocationThatTakesTooLongAndRetiresTheProcess() throws Exception {
    try (var rig =
        new LambdaRig(folder).function("echo", "EchoHandler", "{\"Timeout\":1}").start(2, 2)) {
      var before = rig.answer("echo", "\"pid\"");
      Callable<String> sleep = () -> rig.error("echo", "\"sleep\"");
      Callable<String> nap = () -> rig.answer("echo", "\"nap\"");

      assertThat(all(List.of(sleep, nap)))
          .anyMatch(t -> t.contains("Sandbox.Timedout"))
          .contains("\"nap\"");

      assertThat(rig.answer("echo", "\"pid\"")).isNotEqualTo(before);
    }
  }

  @Test
  void failsAllInvocationsOfAProcessThatCrashes() throws Exception {
    try (var rig =
            new LambdaRig(folder).function("echo", "EchoHandler", "{\"Timeout\":20}").start(2, 2);
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var process = ProcessHandle.of(Long.parseLong(rig.answer("echo", "\"pid\""))).orElseThrow();
      Callable<String> hang = () -> rig.error("echo", "\"hang\"");
      var first = executor.submit(hang);
      var second = executor.submit(hang);
      LambdaRig.await(
          "two busy slots", () -> Collections.frequency(rig.texts(), "about to hang") == 2);

      process.destroyForcibly();

      assertThat(List.of(first.get(), second.get()))
          .allMatch(error -> error.contains("Runtime exited with error: signal: killed"));
      assertThat(rig.answer("echo", "\"again\"")).isEqualTo("\"again\"");
    }
  }

  private static Set<String> all(List<Callable<String>> tasks) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new HashSet<String>();
      for (var future : executor.invokeAll(tasks)) {
        answers.add(future.get());
      }
      return answers;
    }
  }
}
