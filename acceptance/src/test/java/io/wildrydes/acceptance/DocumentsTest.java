// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the documents to what is there.
class DocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?://|#)([^)#\\s]+)");
  private static final Pattern TEST_CLASS = Pattern.compile("\\b\\w+(?:Test|IT|Contract)\\b");
  private static final Pattern TEST_METHOD =
      Pattern.compile("(?:(\\w+(?:Test|IT|Contract))|(?<=`))#(\\w+)");
  private static final Pattern TARGET = Pattern.compile("\\bmake ([a-z]+(?:-[a-z]+)*)\\b");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "docs/emulation.md",
        "docs/logs.md",
        "docs/metrics.md",
        "docs/benchmarks.md",
        "docs/chaos.md",
        "docs/testing.md",
        "docs/examples/guestbook/README.md",
        "docs/deploying.md",
        "docs/scenarios/flow-control.md",
        "docs/scenarios/throttled-record.md",
        "docs/scenarios/lost-rides.md",
        "docs/scenarios/slow-discount.md",
        "docs/scenarios/broken-discount.md"
      })
  void linksLeadToFiles(String document) throws IOException {
    var file = ROOT.resolve(document);

    assertThat(found(LINK, file))
        .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
  }

  @Test
  void architectureNamesJavaFilesThatExist() throws IOException {
    var names = found(Pattern.compile("`(\\w+)\\.java`"), ROOT.resolve("ARCHITECTURE.md"));
    var sources = sources();

    assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(sources).containsKey(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "CONTRIBUTING.md",
        "ARCHITECTURE.md",
        "docs/chaos.md",
        "docs/deploying.md",
        "docs/scenarios/flow-control.md",
        "docs/scenarios/throttled-record.md",
        "docs/scenarios/lost-rides.md",
        "docs/scenarios/slow-discount.md",
        "docs/scenarios/broken-discount.md"
      })
  void makeTargetsExist(String document) throws IOException {
    var makefile = Files.readString(ROOT.resolve("Makefile"));

    assertThat(found(TARGET, ROOT.resolve(document)))
        .allSatisfy(target -> assertThat(makefile).contains("\n" + target + ":"));
  }

  @Test
  void everyEmulationRowNamesTestsThatExist() throws IOException {
    var sources = sources();
    var named = new ArrayList<String>();
    var missing = new ArrayList<String>();

    for (var row : Files.readAllLines(ROOT.resolve("docs/emulation.md"))) {
      var type = "";
      for (var test : TEST_METHOD.matcher(row).results().toList()) {
        type = test.group(1) == null ? type : test.group(1); // `#more` is of the class before it
        named.add(test.group());
        if (!sources.getOrDefault(type, "").contains(" " + test.group(2) + "(")) {
          missing.add(type + "#" + test.group(2));
        }
      }
    }

    assertThat(named).hasSizeGreaterThan(150);
    assertThat(missing).isEmpty();
  }

  @Test
  void everyEmulationRowNamesTestClassesThatExist() throws IOException {
    var text = Files.readString(ROOT.resolve("docs/emulation.md"));
    var named = TEST_CLASS.matcher(text).results().map(MatchResult::group).distinct().toList();

    assertThat(sources()).containsKeys(named.toArray(String[]::new));
  }

  @Test
  void readmeShowsTheTestOfTheExampleProject() throws IOException {
    var test =
        Files.readString(
            ROOT.resolve(
                "docs/examples/guestbook/src/test/java/com/example/guestbook/GuestbookIT.java"));

    assertThat(Files.readString(ROOT.resolve("README.md")))
        .contains("```java\n" + test.substring(test.indexOf("class GuestbookIT")) + "```\n");
  }

  @Test
  void readmeFitsItsScreen() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThan(150);
  }

  private static List<String> found(Pattern pattern, Path file) throws IOException {
    return pattern.matcher(Files.readString(file)).results().map(match -> match.group(1)).toList();
  }

  /// The text of each Java file by its class name.
  private static Map<String, String> sources() throws IOException {
    var sources = new HashMap<String, String>();
    try (var files = Files.walk(ROOT)) {
      for (var file : files.filter(DocumentsTest::isSource).toList()) {
        var name = file.getFileName().toString().replace(".java", "");
        sources.put(name, Files.readString(file));
      }
    }
    return sources;
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") && file.toString().contains("/src/");
  }
}
