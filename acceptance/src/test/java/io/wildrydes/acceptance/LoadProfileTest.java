// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadProfileTest {
  private static final Path SCRIPT = Path.of("../loadtest/notify.yml");

  @Test
  void countsTheOrdersOfTheReferenceLoad() throws IOException {
    assertThat(LoadProfile.read(SCRIPT, "reference"))
        .isEqualTo(new LoadProfile("reference", 11_850, Duration.ofMinutes(18), 20));
  }

  @ParameterizedTest
  @CsvSource({"normal, 60, 60, 1", "high-load, 1800, 180, 10", "slowness, 60, 60, 1"})
  void countsTheRidesOfTheReferenceLoads(String name, int rides, int seconds, double peak)
      throws IOException {
    assertThat(LoadProfile.read(Path.of("../loadtest/ride.yml"), name))
        .isEqualTo(new LoadProfile(name, rides, Duration.ofSeconds(seconds), peak));
  }

  @Test
  void takesPausesAndFixedCounts(@TempDir Path folder) throws IOException {
    var script =
        Files.writeString(
            folder.resolve("load.yml"),
            """
            config:
              environments:
                odd:
                  phases:
                    - pause: 30
                    - { duration: 10, arrivalCount: 7 }
                    - { duration: 10, arrivalRate: 2 }
            """);

    assertThat(LoadProfile.read(script, "odd"))
        .isEqualTo(new LoadProfile("odd", 27, Duration.ofSeconds(50), 2));
  }

  @Test
  void refusesAProfileThatTheScriptDoesNotHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoadProfile.read(SCRIPT, "refrence"))
        .withMessage(
            "../loadtest/notify.yml has no profile refrence; it has reference, smoke, short");
  }
}
