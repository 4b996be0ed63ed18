// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  @TempDir Path folder;

  @Test
  void givesWhatWasWrittenUntilItIsTaken() throws Exception {
    try (var file = StateFile.open(folder, "shop")) {
      file.write("content");

      assertThat(file.read()).contains("content");
      file.take();
      assertThat(file.read()).isEmpty();
      assertThat(file.abandoned()).contains(folder.resolve("shop.taken.json"));
    }
  }

  @Test
  void replacesWhatWasTakenByWhatIsWrittenNext() throws Exception {
    try (var file = StateFile.open(folder, "shop")) {
      file.write("first");
      file.take();

      file.write("second");

      assertThat(file.read()).contains("second");
      assertThat(file.abandoned()).isEmpty();
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("shop.state.json"));
    }
  }

  @Test
  void belongsToOneLocalCloudAtATime() throws Exception {
    try (var _ = StateFile.open(folder, "shop");
        var other = StateFile.open(folder, "another")) {
      assertThat(other.read()).isEmpty();

      assertThatThrownBy(() -> StateFile.open(folder, "shop"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "another local cloud keeps the state of stack shop in %s; stop it or name another"
                  + " folder",
              folder);
    }
    StateFile.open(folder, "shop").close();
  }

  @Test
  void namesAFolderThatCannotBeWritten() {
    assertThatThrownBy(() -> StateFile.open(Path.of("/proc/nowhere"), "shop"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("state folder /proc/nowhere cannot be written; name another one");
  }
}
