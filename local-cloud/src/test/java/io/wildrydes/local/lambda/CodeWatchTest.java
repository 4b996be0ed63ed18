// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodeWatchTest {
  @TempDir private Path folder;
  private Path jar;
  private CodeWatch watch;

  @BeforeEach
  void watchAJar() {
    jar = SampleJar.write(folder);
    watch = new CodeWatch(List.of(jar));
  }

  @Test
  void reportsAChangedJarOnceItRests() {
    build("other settings");

    assertThat(watch.settled()).isEmpty();
    assertThat(watch.settled()).containsExactly(jar);
  }

  @Test
  void reportsAChangeUntilItIsLoaded() {
    build("other settings");
    watch.settled();

    assertThat(watch.settled()).containsExactly(jar);
    assertThat(watch.settled()).containsExactly(jar);
    watch.loaded(jar);
    assertThat(watch.settled()).isEmpty();
  }

  @Test
  void waitsWhileTheJarStillChanges() {
    for (int i = 0; i < 5; i++) {
      build("s".repeat(1000 * i));
      assertThat(watch.settled()).isEmpty();
    }

    assertThat(watch.settled()).containsExactly(jar);
  }

  @Test
  void waitsForTheRestOfAHalfWrittenJar() throws IOException {
    build("other settings");
    var whole = Files.readAllBytes(jar);
    Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
    watch.settled();

    assertThat(watch.settled()).isEmpty();
    Files.write(jar, whole);
    watch.settled();
    assertThat(watch.settled()).containsExactly(jar);
  }

  @Test
  void waitsWhileThereIsNoJar() throws IOException {
    Files.delete(jar);
    watch.settled();

    assertThat(watch.settled()).isEmpty();
    build("other settings");
    watch.settled();
    assertThat(watch.settled()).containsExactly(jar);
  }

  @Test
  void seesAFileInAFolderChange() throws IOException {
    var classes = Files.createDirectories(folder.resolve("classes"));
    Files.writeString(classes.resolve("settings.txt"), "one");
    var folderWatch = new CodeWatch(List.of(classes));

    Files.writeString(classes.resolve("settings.txt"), "other");
    folderWatch.settled();

    assertThat(folderWatch.settled()).containsExactly(classes);
  }

  private void build(String settings) {
    SampleJar.write(jar, settings, _ -> true);
  }
}
