// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(8));

  @TempDir private Path folder;

  @Test
  void deletesWhatNobodyHasUsedForAWeek() throws IOException {
    var old = code("old", LONG_AGO);
    var recent = code("recent", NOW.minus(Duration.ofDays(6)));
    var oldCache = cache("old", LONG_AGO);

    work().prune(NOW);

    assertThat(List.of(old, oldCache)).noneMatch(Files::exists);
    assertThat(recent).exists();
    assertThat(names("code")).containsExactly("recent");
  }

  @Test
  void leavesAFileAloneThatNoLocalCloudHasWritten() throws IOException {
    var old = code("old", LONG_AGO);
    Files.createDirectories(folder.resolve("users"));
    var foreign = Files.writeString(folder.resolve("users/.directory"), "icons");

    work().prune(NOW);

    assertThat(old).doesNotExist();
    assertThat(foreign).exists();
  }

  @Test
  void keepsWhatARunningLocalCloudUsesHoweverOld() throws IOException {
    var mine = code("mine", LONG_AGO);
    var theirs = cache("theirs", LONG_AGO);
    var work = work();
    work.use(mine);
    work().use(theirs);

    work.prune(NOW);

    assertThat(List.of(mine, theirs)).allMatch(Files::exists);
  }

  @Test
  void keepsForAWeekWhatALocalCloudHasUsedUntilNow() throws IOException {
    var entry = code("entry", LONG_AGO);
    var work = work();
    work.use(entry);
    work.prune(NOW);
    work.release(NOW);

    work().prune(NOW.plus(Duration.ofDays(6)));
    assertThat(entry).exists();
    work().prune(NOW.plus(Duration.ofDays(8)));
    assertThat(entry).doesNotExist();
  }

  @Test
  void boundsWhatARunningLocalCloudHasUsedAndReleased() throws IOException {
    var work = work();
    for (int i = 0; i < 30; i++) {
      var entry = code("entry-" + i, LONG_AGO);
      work.use(entry);
      work.release(entry, NOW.plusSeconds(i));
    }

    work.prune(NOW.plusSeconds(60));

    assertThat(names("code")).hasSize(24).contains("entry-29").doesNotContain("entry-0");
  }

  @Test
  void keepsNoMoreThanTwoDozenUnusedOfAKind() throws IOException {
    for (int i = 0; i < 30; i++) {
      code("entry-" + i, NOW.minusSeconds(i));
    }

    work().prune(NOW);

    assertThat(names("code"))
        .hasSize(24)
        .contains("entry-0", "entry-23")
        .doesNotContain("entry-24");
  }

  @Test
  void forgetsALocalCloudWhoseProcessHasEnded() throws IOException {
    var entry = code("entry", LONG_AGO);
    var pid = ProcessHandle.current().pid();
    var users = Files.createDirectories(folder.resolve("users"));
    Files.writeString(users.resolve(pid + "-before"), "2020-01-01T00:00:00Z\ncode/entry\n");
    Files.writeString(users.resolve(Long.MAX_VALUE + "-gone"), "any\ncode/entry\n");

    work().prune(NOW);

    assertThat(entry).doesNotExist();
    assertThat(names("users")).isEmpty();
  }

  @Test
  void deletesWhatAKilledProcessLeftHalfDone() throws IOException {
    var left = code(".unpack-left", NOW.minus(Duration.ofDays(2)));
    var busy = code(".unpack-busy", NOW.minusSeconds(5));

    work().prune(NOW);

    assertThat(left).doesNotExist();
    assertThat(busy).exists();
  }

  private WorkFolder work() {
    return new WorkFolder(folder, () -> UUID.randomUUID().toString());
  }

  private Path code(String name, Instant used) throws IOException {
    var home = Files.createDirectories(folder.resolve("code").resolve(name));
    Files.writeString(home.resolve("function.jar"), name);
    return Files.setLastModifiedTime(home, FileTime.from(used));
  }

  private Path cache(String name, Instant used) throws IOException {
    var file = Files.createDirectories(folder.resolve("aot")).resolve(name + ".aot");
    return Files.setLastModifiedTime(Files.writeString(file, name), FileTime.from(used));
  }

  private List<String> names(String kind) throws IOException {
    try (var entries = Files.list(folder.resolve(kind))) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
