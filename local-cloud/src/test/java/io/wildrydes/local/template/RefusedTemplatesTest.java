// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each template under `template/refused` says at its top what reading it must report, line by line
/// (`# problem ...`), and which parameter values it is read with (`# given Name=value`).
class RefusedTemplatesTest {

  static Stream<Path> templates() throws IOException {
    return Reading.templatesIn("refused");
  }

  @ParameterizedTest
  @MethodSource("templates")
  void reportsAllProblemsAtOnce(Path template) throws IOException {
    var given = new HashMap<String, String>();
    for (var pair : Reading.comments(template, "given")) {
      given.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }

    var reading = Reading.of(template, given);

    assertThat(reading.problems()).isEqualTo(Reading.comments(template, "problem"));
  }
}
