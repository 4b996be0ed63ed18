// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.wildrydes.acceptance.LogFolder;
import io.wildrydes.acceptance.orders.Journeys;
import io.wildrydes.acceptance.orders.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reports as files, two a run: the text for people and the same figures as JSON.
///
/// @param folder made when it is not there
record FlowReportFiles(Path folder) {
  /// The load test's ledger in the folder of a run.
  static final String LEDGER = "ledger.jsonl";

  /// Holds the reports of a folder side by side.
  static final String COMPARISON = "side-by-side.md";

  private static final String KEPT = "run.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

  /// Writes both, in place of those of an earlier run, and the comparison of all reports anew.
  ///
  /// @return the text's file
  Path write(FlowReport report, String text) throws IOException {
    Files.createDirectories(folder);
    var name = report.setup().name();
    Files.writeString(
        folder.resolve(name + ".json"), WRITER.writeValueAsString(report) + System.lineSeparator());
    Files.writeString(folder.resolve(COMPARISON), new FlowComparison(all()).text());
    return Files.writeString(folder.resolve(name + ".md"), text);
  }

  /// The reports in the folder, in order of their names.
  List<FlowReport> all() throws IOException {
    try (var files = Files.list(folder)) {
      var reports = new ArrayList<FlowReport>();
      for (var file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        reports.add(read(file));
      }
      return reports;
    }
  }

  /// Keeps what logs and ledger do not tell of a run, so that a report can be made again.
  static void keep(Path runFolder, FlowReport.Setup setup, FlowRun run) throws IOException {
    Files.createDirectories(runFolder);
    var kept = new Kept(setup, run.dead(), run.samples());
    WRITER.writeValue(runFolder.resolve(KEPT).toFile(), kept);
  }

  /// The report of an earlier run, from all that it has left in its folder.
  static FlowReport again(Path runFolder) throws IOException {
    var kept = MAPPER.readValue(runFolder.resolve(KEPT).toFile(), Kept.class);
    var journeys = new Journeys();
    var deliveries = new Deliveries();
    var partner = new PartnerLog();
    new LogFolder(runFolder)
        .readNew(line -> {
          journeys.take(line);
          deliveries.take(line);
          partner.take(line);
        });
    var sent = Sent.read(runFolder.resolve(LEDGER));
    var run = new FlowRun(sent, journeys, deliveries, partner, kept.dead(), kept.samples());
    return FlowReport.of(kept.setup(), run);
  }

  /// The figures in a file that [#write] has written.
  static FlowReport read(Path json) throws IOException {
    return MAPPER.readValue(json.toFile(), FlowReport.class);
  }

  private record Kept(FlowReport.Setup setup, Set<String> dead, List<Sample> samples) {}
}
