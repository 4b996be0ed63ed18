// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reports as files, two a run: the text for people and the same figures as JSON.
///
/// @param folder made when it is not there
record FlowReportFiles(Path folder) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

  /// Writes both, in place of those of an earlier run.
  ///
  /// @return the text's file
  Path write(FlowReport report, String text) throws IOException {
    Files.createDirectories(folder);
    var name = report.setup().name();
    Files.writeString(
        folder.resolve(name + ".json"), WRITER.writeValueAsString(report) + System.lineSeparator());
    return Files.writeString(folder.resolve(name + ".md"), text);
  }

  /// The figures in a file that [#write] has written.
  static FlowReport read(Path json) throws IOException {
    return MAPPER.readValue(json.toFile(), FlowReport.class);
  }
}
