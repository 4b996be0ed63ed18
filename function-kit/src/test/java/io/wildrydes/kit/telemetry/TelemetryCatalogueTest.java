// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds `docs/metrics.md` and `docs/logs.md` equal to what the code can emit.
class TelemetryCatalogueTest {
  private static final Pattern METRIC_ROW =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\| (\\w+) \\|");
  private static final Pattern MILESTONE = Pattern.compile("`([A-Z]+(?:_[A-Z]+)+)`");
  private static final Pattern FIELD_ROW = Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\|");

  @Test
  void metricsAreCatalogued() throws Exception {
    var emitted =
        Arrays.stream(Metric.values())
            .map(metric -> metric.wireName() + " " + metric.unit().wireName() + " Service")
            .toList();

    assertThat(rows("metrics.md", METRIC_ROW)).containsExactlyInAnyOrderElementsOf(emitted);
  }

  @Test
  void milestonesAreCatalogued() throws Exception {
    var logged = Arrays.stream(Milestone.values()).map(Milestone::name).toList();

    assertThat(rows("logs.md", MILESTONE)).containsExactlyInAnyOrderElementsOf(logged);
  }

  @Test
  void fieldsAreCatalogued() throws Exception {
    var documented =
        rows("logs.md", FIELD_ROW).stream()
            .flatMap(names -> Arrays.stream(names.split(", ")))
            .map(name -> name.replace("`", ""))
            .toList();

    assertThat(documented)
        .contains(
            "correlationId",
            "rideId",
            "orderId",
            "attempt",
            "statusCode",
            "durationMs",
            "fault",
            "errorCode",
            "reason",
            "name",
            "count",
            "milestone");
  }

  private static List<String> rows(String document, Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(Path.of("..", "docs", document)))
        .results()
        .map(TelemetryCatalogueTest::groups)
        .toList();
  }

  private static String groups(MatchResult row) {
    var groups = new StringBuilder();
    for (var group = 1; group <= row.groupCount(); group++) {
      groups.append(group == 1 ? "" : " ").append(row.group(group));
    }
    return groups.toString();
  }
}
