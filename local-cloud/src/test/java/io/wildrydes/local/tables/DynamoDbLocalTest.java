// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Starts of DynamoDB Local that come to nothing before there is a process.
@Timeout(60)
class DynamoDbLocalTest {
  @TempDir Path folder;

  @Test
  void saysThatTheMachineRefusesAThread() throws Exception {
    var config = TablesConfig.of(Path.of("java"), folder, Optional.empty());
    var launch =
        new DynamoDbLocalLaunch(
            config,
            () -> {
              throw new OutOfMemoryError("unable to create native thread");
            });

    assertRefused(
        launch,
        config,
        "DynamoDB Local not started, the system refuses: unable to create native thread");
  }

  @Test
  void saysWhichFolderCannotBeWritten() throws Exception {
    var file = Files.createFile(folder.resolve("file"));
    var config = TablesConfig.of(Path.of("java"), file, Optional.empty());

    assertRefused(
        new DynamoDbLocalLaunch(config, () -> "id"),
        config,
        "folder "
            + file
            + " cannot be used for DynamoDB Local: java.nio.file.FileAlreadyExistsException: "
            + file);
  }

  private static void assertRefused(DynamoDbLocalLaunch launch, TablesConfig config, String message)
      throws Exception {
    try (var local = new DynamoDbLocal(launch, config.patience(), _ -> {})) {
      local.start();

      assertThatThrownBy(local::awaitReady)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }
}
