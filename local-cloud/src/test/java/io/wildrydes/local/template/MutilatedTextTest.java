// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reads the project's template with its text cut, doubled and overwritten: the end is a list of
/// problems or a stack, never an exception. All texts of a seed take a second or two; the limit is
/// there for a reader that does not end, which no interrupt would stop.
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class MutilatedTextTest {
  private static final Path TEMPLATE = Path.of("../template.yaml");
  private static final int TEXTS = 40;
  private static final String[] SCRAPS = {
    "",
    " ",
    "\t",
    ":",
    "- ",
    "!Ref ",
    "!Sub ${",
    "}",
    "{",
    "[",
    "]",
    "'",
    "\"",
    "|",
    ">",
    "&a ",
    "*a",
    "<<: *a",
    "? ",
    "---\n",
    "...\n",
    "%YAML 1.3\n",
    "\u0000",
    "\ufeff",
    "\u2028",
    "\r",
    "!!binary ",
    "!GetAtt .",
    "Fn::If: []",
    "Condition: x",
    "1e999",
    "~",
    "${AWS::StackName}",
    "- - - -",
    "{{resolve:}}"
  };

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void endsInProblemsOrAStack(long seed, @TempDir Path folder) throws IOException {
    var random = new Random(seed);
    var lines = Files.readAllLines(TEMPLATE);

    for (int i = 0; i < TEXTS; i++) {
      var text = mutilated(lines, random);
      assertThatCode(() -> Reading.of(folder, text))
          .as("seed %d, text %d:%n%s", seed, i, text)
          .doesNotThrowAnyException();
    }
  }

  private static String mutilated(List<String> lines, Random random) {
    var result = new ArrayList<>(lines);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(result.size());
      var line = result.get(at);
      int column = random.nextInt(line.length() + 1);
      var scrap = SCRAPS[random.nextInt(SCRAPS.length)];
      switch (random.nextInt(6)) {
        case 0 -> result.remove(at);
        case 1 -> result.add(at, line);
        case 2 -> result.set(at, line.substring(0, column) + scrap + line.substring(column));
        case 3 -> result.set(at, line.substring(0, column));
        case 4 -> result.set(at, " ".repeat(random.nextInt(4)) + line);
        default -> result.set(at, line.replaceFirst(":.*", "") + ": " + scrap);
      }
    }
    return String.join("\n", result) + "\n";
  }
}
