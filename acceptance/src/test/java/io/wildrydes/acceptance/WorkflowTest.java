// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Holds the public workflow to the house rules: everything it does is a target of make, nothing it
/// uses can change behind its back, nothing runs for ever or may write.
class WorkflowTest {
  private static final Path WORKFLOW = Path.of("../.github/workflows/ci.yml");

  @Test
  void runsTargetsOfMakeAndNothingElse() throws IOException {
    var makefile = Files.readString(Path.of("../Makefile"));

    assertThat(steps("run"))
        .isNotEmpty()
        .allSatisfy(run -> {
          assertThat(run).matches("make [a-z-]+");
          assertThat(makefile).contains("\n" + run.substring("make ".length()) + ":");
        });
  }

  @Test
  void pinsActionsByCommit() throws IOException {
    assertThat(steps("uses"))
        .isNotEmpty()
        .allSatisfy(uses -> assertThat(uses).matches("actions/[a-z-]+@[0-9a-f]{40}"));
  }

  @Test
  void endsInTimeAndMayOnlyRead() throws IOException {
    assertThat(workflow().get("permissions")).isEqualTo(Map.of("contents", "read"));
    assertThat(jobs())
        .isNotEmpty()
        .allSatisfy(job -> {
          assertThat(job).containsKey("timeout-minutes");
          assertThat(job).doesNotContainKey("permissions");
        });
  }

  private static List<String> steps(String kind) throws IOException {
    var found = new ArrayList<String>();
    for (var job : jobs()) {
      for (var step : (List<?>) job.getOrDefault("steps", List.of())) {
        if (((Map<?, ?>) step).get(kind) instanceof String value) {
          found.add(value);
        }
      }
    }
    return found;
  }

  private static List<Map<String, Object>> jobs() throws IOException {
    return ((Map<?, ?>) workflow().getOrDefault("jobs", Map.of()))
        .values().stream().map(WorkflowTest::map).toList();
  }

  private static Map<String, Object> workflow() throws IOException {
    return map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(WORKFLOW)));
  }

  @SuppressWarnings("unchecked") // YAML's mappings; a workflow has no keys but text
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
