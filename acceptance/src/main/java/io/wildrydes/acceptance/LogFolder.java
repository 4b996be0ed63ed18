// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The log files of a local cloud, one a group, read as they grow: nothing is read twice, so that
/// following a long run costs what is written and not what has been. A line still being written is
/// left for the next time.
public final class LogFolder {
  private static final String ENDING = ".log";

  private final Path folder;
  private final Map<Path, Long> offsets = new HashMap<>();

  /// @param folder the `--log-dir` of a local cloud
  public LogFolder(Path folder) {
    this.folder = folder;
  }

  /// Visits the lines written since the last call; all of them the first time.
  public void readNew(Consumer<LogLine> visitor) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
        readNew(file, visitor);
      }
    }
  }

  private void readNew(Path file, Consumer<LogLine> visitor) throws IOException {
    long offset = offsets.getOrDefault(file, 0L);
    var group = group(file);
    try (var channel = FileChannel.open(file).position(offset);
        var in = new BufferedInputStream(Channels.newInputStream(channel))) {
      var line = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n') {
          line.write(next);
          continue;
        }
        offset += line.size() + 1;
        visitor.accept(LogLine.of(group, line.toString(StandardCharsets.UTF_8)));
        line.reset();
      }
    }
    offsets.put(file, offset);
  }

  private String group(Path file) {
    var name = folder.relativize(file).toString();
    return name.substring(0, name.length() - ENDING.length());
  }
}
