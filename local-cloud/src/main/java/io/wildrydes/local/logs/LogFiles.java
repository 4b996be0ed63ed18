// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// One file a log group below a folder, each event's message on lines of its own. The group
/// `/aws/lambda/f` is the file `aws/lambda/f.log`. Files are begun anew, so that a file tells of
/// one run.
final class LogFiles implements LogWriter {
  private final Path folder;
  private final Map<String, BufferedWriter> files = new HashMap<>();

  /// Begins with no file.
  ///
  /// @throws IllegalArgumentException when files cannot be written into the folder
  LogFiles(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalArgumentException(cannotBeWritten(folder), e);
    }
    if (!Files.isWritable(folder)) {
      throw new IllegalArgumentException(cannotBeWritten(folder));
    }
  }

  private static String cannotBeWritten(Path folder) {
    return "log folder " + folder + " cannot be written; name another one";
  }

  /// The file of a group. Log group names hold letters, digits and `_-/.#`, so the only thing that
  /// could lead out of the folder is `..`.
  static Path file(Path folder, String group) {
    var name = group.replaceFirst("^/+", "").replace("..", "__");
    return folder.resolve(name + ".log");
  }

  @Override
  public void begin(String group) throws IOException {
    fileOf(group);
  }

  @Override
  public void write(LogEvent event) throws IOException {
    var file = fileOf(event.group());
    file.write(event.message());
    file.newLine();
  }

  @Override
  public void flush() throws IOException {
    for (var file : files.values()) {
      file.flush();
    }
  }

  @Override
  public void close() throws IOException {
    for (var file : files.values()) {
      file.close();
    }
  }

  private BufferedWriter fileOf(String group) throws IOException {
    var file = files.get(group);
    if (file == null) {
      file = open(group);
      files.put(group, file);
    }
    return file;
  }

  private BufferedWriter open(String group) throws IOException {
    var file = file(folder, group);
    Files.createDirectories(file.getParent());
    return Files.newBufferedWriter(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }
}
