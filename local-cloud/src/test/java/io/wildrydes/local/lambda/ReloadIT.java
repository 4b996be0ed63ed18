// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.CapturedLog;
import io.wildrydes.local.lambda.sample.EchoHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Functions whose jar is built anew while they run.
@Timeout(60)
final class ReloadIT {
  private static final String SNAP_START =
      "{\"Timeout\":20,\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\"}}";

  @TempDir private Path folder;
  private final CapturedLog log = CapturedLog.of(Reloads.class);
  private LambdaRig rig;

  @BeforeEach
  void start() throws InterruptedException {
    rig =
        new LambdaRig(folder)
            .reloading()
            .function("echo", "EchoHandler", SNAP_START)
            .published("echo")
            .start();
    assertThat(rig.answer("echo", "\"file\"")).isEqualTo("\"one setting\"");
  }

  @AfterEach
  void close() {
    rig.close();
    log.close();
  }

  @Test
  void answersWithTheNewCodeWhenTheJarHasChanged() throws Exception {
    assertThat(rig.answer("echo:live", "\"file\"")).isEqualTo("\"one setting\"");
    long before = restores();

    build("two settings");
    LambdaRig.await("reloaded once", () -> reloads() == 1);

    assertThat(rig.answer("echo", "\"file\"")).isEqualTo("\"two settings\"");
    assertThat(rig.answer("echo:live", "\"file\"")).isEqualTo("\"two settings\"");
    assertThat(restores()).isEqualTo(before + 1);
    assertThat(log.lines())
        .containsExactly("INFO function reloaded name=echo path=" + folder.resolve("sample.jar"));
  }

  @Test
  void letsARunningInvocationEndOnTheOldCode() throws Exception {
    var sign = folder.resolve("sign");
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = executor.submit(() -> rig.answer("echo", "\"until " + sign + "\""));
      LambdaRig.await("running", () -> rig.texts().contains("waiting for a sign"));

      build("two settings");
      LambdaRig.await("reloaded", () -> reloads() == 1);
      assertThat(rig.answer("echo", "\"file\"")).isEqualTo("\"two settings\"");

      assertThat(running).isNotDone();
      Files.createFile(sign);
      assertThat(running.get()).isEqualTo("\"one setting\"");
      assertThat(rig.answer("echo", "\"file\"")).isEqualTo("\"two settings\"");
    }
  }

  @Test
  void endsUpWithTheLastOfSeveralChanges() throws Exception {
    for (int i = 0; i < 20; i++) {
      build("settings " + i);
    }

    LambdaRig.await("last change", () -> answersWith("\"settings 19\""));
  }

  @Test
  void keepsTheOldCodeWhileTheJarIsGone() throws Exception {
    Files.delete(rig.jar());
    rig.error("echo", "\"halt\"");

    assertThat(rig.answer("echo", "\"file\"")).isEqualTo("\"one setting\"");
  }

  @Test
  void namesAHandlerThatTheNewJarLacksAndRecovers() throws Exception {
    SampleJar.write(rig.jar(), "two settings", name -> !name.startsWith("Echo"));
    LambdaRig.await("reloaded", () -> reloads() == 1);

    assertThat(log.lines())
        .containsExactly(
            "WARNING function reloaded without its handler class, its invocations fail name=echo"
                + " path=%s class=%s".formatted(rig.jar(), EchoHandler.class.getName()));
    assertThat(rig.error("echo", "{}"))
        .contains("\"errorMessage\":\"Class not found: " + EchoHandler.class.getName() + "\"")
        .contains("\"errorType\":\"java.lang.ClassNotFoundException\"");

    build("three settings");
    LambdaRig.await("reloaded again", () -> reloads() == 2);
    assertThat(rig.answer("echo", "\"file\"")).isEqualTo("\"three settings\"");
  }

  private void build(String settings) {
    SampleJar.write(rig.jar(), settings, _ -> true);
  }

  private boolean answersWith(String expected) {
    try {
      return rig.answer("echo", "\"file\"").equals(expected);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private long reloads() {
    return log.lines().stream().filter(line -> line.contains("function reloaded")).count();
  }

  private long restores() {
    return rig.texts().stream().filter(line -> line.startsWith("RESTORE_START")).count();
  }
}
