// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cache is trained by the first start, used by later ones, and never in the way.
final class AotCacheIT {
  @TempDir private Path folder;

  @Test
  void trainsAtTheFirstStartUsesItLaterAndDropsWhatDoesNotFit() throws Exception {
    try (var first = start()) {
      first.answer("echo", "{}");
      LambdaRig.await("trained cache", () -> caches().size() == 1);
    }
    var cache = caches().getFirst();
    try (var second = start()) {
      var pid = Long.parseLong(second.answer("echo", "\"pid\""));
      assertThat(ProcessHandle.of(pid).orElseThrow().info().arguments().orElseThrow())
          .contains("-XX:AOTCache=" + cache);
      assertThat(second.texts()).noneMatch(line -> line.contains("[warning]"));
    }

    Files.writeString(cache, "no cache");
    try (var third = start()) {
      assertThat(third.answer("echo", "\"works\"")).isEqualTo("\"works\"");
      assertThat(third.texts())
          .extracting(line -> line.substring(0, line.indexOf(' ')))
          .containsExactly("INIT_START", "START", "END", "REPORT");
      LambdaRig.await("cache trained again", () -> isLarge(cache));
    }
  }

  @Test
  void trainsWithTheFunctionsOwnPrimingAlsoWithoutSnapStart() throws Exception {
    var mark = folder.resolve("primed");
    var own = "{\"Environment\":{\"Variables\":{\"PRIMED_MARK\":\"%s\"}}}".formatted(mark);
    try (var rig = new LambdaRig(folder).function("primed", "SnapshotHandler", own).start()) {
      rig.invoke("primed", "{}");

      LambdaRig.await("primed training process", () -> Files.exists(mark));
    }
  }

  @Test
  void trainsAgainAtTheNextStartWhenTheTrainingProcessWasKilled() throws Exception {
    try (var rig = start()) {
      rig.answer("echo", "{}");
      LambdaRig.await("training process", () -> training().isPresent());
      training().ifPresent(ProcessHandle::destroyForcibly);
      LambdaRig.await("end of the training", () -> training().isEmpty());
      assertThat(caches()).isEmpty();

      rig.invoke("echo", "\"exit\"");
      rig.answer("echo", "{}");
      LambdaRig.await("trained cache", () -> caches().size() == 1);
    }
  }

  private static Optional<ProcessHandle> training() {
    return ProcessHandle.current().children().filter(AotCacheIT::isTraining).findFirst();
  }

  private static boolean isTraining(ProcessHandle process) {
    var arguments = process.info().arguments().orElse(new String[0]);
    return Stream.of(arguments).anyMatch(option -> option.startsWith("-XX:AOTCacheOutput="));
  }

  private LambdaRig start() {
    return new LambdaRig(folder).function("echo", "EchoHandler", "{\"Timeout\":20}").start();
  }

  private List<Path> caches() {
    var aot = folder.resolve("work").resolve("aot");
    if (!Files.exists(aot)) {
      return List.of();
    }
    try (var files = Files.list(aot)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLarge(Path cache) {
    try {
      return Files.exists(cache) && Files.size(cache) > 1_000_000;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
