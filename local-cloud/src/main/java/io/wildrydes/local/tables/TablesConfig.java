// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How DynamoDB Local is run.
///
/// @param java the `java` executable
/// @param maven the `mvn` command that gets DynamoDB Local when it is not here yet
/// @param workFolder keeps the class path between runs; may be shared by several local clouds
/// @param dataFolder where tables lie on the disk; without one they end with the local cloud
/// @param memoryFolder a folder in memory, such as `/dev/shm`, for tables that need not outlive us;
///   the work folder takes its place where there is none
/// @param patience how long DynamoDB Local may leave two requests in a row unanswered before it
///   counts as hanging
public record TablesConfig(
    Path java,
    String maven,
    Path workFolder,
    Optional<Path> dataFolder,
    Path memoryFolder,
    Duration patience) {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// Maven on the PATH, memory where Linux has it.
  public static TablesConfig of(Path java, Path workFolder, Optional<Path> dataFolder) {
    return new TablesConfig(java, "mvn", workFolder, dataFolder, SHARED_MEMORY, PATIENCE);
  }

  /// What people are told of a folder that cannot be read or written.
  static IllegalArgumentException unusable(Path folder, IOException why) {
    return new IllegalArgumentException(
        "folder %s cannot be used for DynamoDB Local: %s".formatted(folder, why), why);
  }
}
