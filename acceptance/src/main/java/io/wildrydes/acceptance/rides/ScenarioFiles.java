// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reports as files, two a scenario: the text for people and the same figures as JSON.
///
/// @param folder made when it is not there
record ScenarioFiles(Path folder) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

  /// Writes both, in place of those of an earlier run.
  ///
  /// @return the text's file
  Path write(ScenarioReport report) throws IOException {
    Files.createDirectories(folder);
    var json = WRITER.writeValueAsString(report) + System.lineSeparator();
    Files.writeString(folder.resolve(report.scenario() + ".json"), json);
    return Files.writeString(
        folder.resolve(report.scenario() + ".md"), new ScenarioText(report).text());
  }

  /// The figures in a file that [#write] has written.
  static ScenarioReport read(Path json) throws IOException {
    return MAPPER.readValue(json.toFile(), ScenarioReport.class);
  }
}
