// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each template under `template/checks` says at its top what AWS refuses in it (`# refused ...`)
/// and what is worth a warning (`# warned ...`).
class TemplateChecksTest {

  static Stream<Path> templates() throws IOException {
    return Reading.templatesIn("checks");
  }

  @ParameterizedTest
  @MethodSource("templates")
  void findsWhatTheLinterLetsThrough(Path template) throws IOException {
    var stack = Reading.of(template, Map.of()).stack();
    var refused = new Problems();
    var warned = new Problems();

    TemplateChecks.refused(stack, refused);
    TemplateChecks.warned(stack, warned);

    assertThat(refused.found()).isEqualTo(Reading.comments(template, "refused"));
    assertThat(warned.found()).isEqualTo(Reading.comments(template, "warned"));
  }
}
