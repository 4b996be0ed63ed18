// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.testing.CapturedOutput;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.MutableClock;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds `docs/metrics.md` and `docs/logs.md` equal to what the code can emit, in both directions.
class TelemetryCatalogueTest {
  private static final Pattern METRIC_ROW =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\| (\\w+) \\|");
  private static final Pattern MILESTONE = Pattern.compile("`([A-Z]+(?:_[A-Z]+)+)`");
  private static final Pattern FIELD_ROW =
      Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\| (string|number|boolean) \\|");

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
        rows("logs.md", FIELD_ROW).stream().flatMap(TelemetryCatalogueTest::namesWithType).toList();

    var written = new ArrayList<String>();
    lineWithEverything()
        .properties()
        .forEach(field -> written.add(field.getKey() + " " + typeOf(field.getValue())));

    assertThat(documented).containsExactlyInAnyOrderElementsOf(written);
  }

  /// What a milestone with every field and an exception looks like.
  private static JsonNode lineWithEverything() throws Exception {
    var telemetry =
        new Telemetry(
            "delivery", new Tracer(), new MutableClock(Instant.parse("2026-01-01T00:00:00Z")));
    try (var output = CapturedOutput.start();
        var _ = telemetry.begin(FakeLambdaContext.of("request-1"))) {
      EventLog.of(TelemetryCatalogueTest.class)
          .milestone(
              Milestone.DELIVERY_FAILED, new IllegalStateException("boom"), oneOfEachField());
      return Json.MAPPER.readTree(output.lines().getLast());
    }
  }

  private static LogField[] oneOfEachField() throws ReflectiveOperationException {
    var fields = new ArrayList<LogField>();
    for (var factory : LogField.class.getDeclaredMethods()) {
      if (Modifier.isPublic(factory.getModifiers()) && factory.getReturnType() == LogField.class) {
        fields.add((LogField) factory.invoke(null, sample(factory.getParameterTypes()[0])));
      }
    }
    return fields.toArray(LogField[]::new);
  }

  private static Object sample(Class<?> type) {
    if (type == int.class) {
      return 1;
    }
    return type == Duration.class ? Duration.ofMillis(1) : "text";
  }

  private static Stream<String> namesWithType(String row) {
    var type = row.substring(row.lastIndexOf(' '));
    var names = row.substring(0, row.length() - type.length()).replace("`", "");
    return Arrays.stream(names.split(", ")).map(name -> name + type);
  }

  private static String typeOf(JsonNode value) {
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
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
