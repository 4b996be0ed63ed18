// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.local.http.PortTakenException;
import io.wildrydes.local.lambda.sample.EchoHandler;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A function under a real debugger.
@Timeout(60)
final class DebugIT {
  private static final String SNAP_START =
      "{\"Timeout\":1,\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\"}}";

  @TempDir private Path folder;

  @Test
  void answersAnInvocationThatWasHeldForLongerThanItsTimeout() throws Exception {
    try (var log = AttachedDebugger.log();
        var rig =
            new LambdaRig(folder)
                .function("held", "EchoHandler", "{\"Timeout\":1}")
                .function("hasty", "EchoHandler", "{\"Timeout\":1}")
                .debug("held")
                .start();
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        var debugger = AttachedDebugger.attach(AttachedDebugger.portIn(log))) {
      debugger.breakAt(EchoHandler.class, "answer");

      var answer = executor.submit(() -> rig.answer("held", "{\"a\":1}"));
      var breakpoint = debugger.awaitBreakpoint();
      assertThat(rig.error("hasty", "\"hang\"")).contains("Task timed out after 1.00 seconds");

      assertThat(answer).isNotDone();
      breakpoint.resume();
      assertThat(answer.get()).isEqualTo("{\"a\":1}");
      assertThat(rig.texts())
          .noneMatch(line -> line.contains("Listening for transport"))
          .anyMatch(line -> line.matches("REPORT RequestId: .*Duration: \\d{4,}\\..*"));
    }
  }

  @Test
  void servesAllVersionsInOneEnvironmentOneAfterTheOther() throws Exception {
    try (var log = AttachedDebugger.log();
        var rig =
            new LambdaRig(folder)
                .function("held", "EchoHandler", SNAP_START)
                .published("held")
                .debug("held")
                .start();
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        var debugger = AttachedDebugger.attach(AttachedDebugger.portIn(log))) {
      debugger.breakAt(EchoHandler.class, "answer");

      Callable<String> latest = () -> rig.answer("held", "\"pid\"");
      Callable<String> published = () -> rig.answer("held:live", "\"pid\"");
      var first = executor.submit(latest);
      var breakpoint = debugger.awaitBreakpoint();
      var second = executor.submit(published);
      debugger.breakNowhere();
      breakpoint.resume();

      assertThat(second.get()).isEqualTo(first.get());
      assertThat(rig.texts()).noneMatch(line -> line.startsWith("RESTORE"));
      var command = ProcessHandle.of(Long.parseLong(first.get())).orElseThrow().info();
      assertThat(command.arguments().orElseThrow())
          .noneMatch(argument -> argument.startsWith("-XX:AOT"));
    }
  }

  @Test
  void letsTheNextDebuggerAttachAfterTheProcessHasEnded() throws Exception {
    try (var log = AttachedDebugger.log();
        var rig =
            new LambdaRig(folder)
                .function("held", "EchoHandler", "{\"Timeout\":1}")
                .debug("held")
                .start()) {
      int port = AttachedDebugger.portIn(log);
      AttachedDebugger.attach(port).close();
      assertThat(rig.error("held", "\"halt\"")).contains("Runtime exited with error");

      assertThat(rig.answer("held", "{}")).isEqualTo("{}");

      try (var debugger = AttachedDebugger.attach(port)) {
        debugger.breakAt(EchoHandler.class, "answer");
      }
    }
  }

  @Test
  void namesAPortThatIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var rig =
            new LambdaRig(folder)
                .function("held", "EchoHandler", "{}")
                .debug("held", taken.getLocalPort())) {
      assertThatThrownBy(rig::start)
          .isInstanceOf(PortTakenException.class)
          .hasMessageStartingWith("debugger port " + taken.getLocalPort() + " cannot be opened");
    }
  }
}
