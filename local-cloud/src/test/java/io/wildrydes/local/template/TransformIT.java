// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.wildrydes.local.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds [SamTransform] against AWS's own transform as it is installed here, so that a changed
/// template is judged before its golden file is written anew.
class TransformIT {
  private static final int NOT_INSTALLED = 3;

  @ParameterizedTest
  @MethodSource("io.wildrydes.local.template.TransformCorpus#templates")
  void expandsAsAwsTransformDoes(Path template) throws Exception {
    var printed = transformed(template);

    var expanded = TransformCorpus.expanded(template);

    TransformCorpus.assertSame(expanded, Json.parse(printed));
  }

  private static byte[] transformed(Path template) throws InterruptedException {
    var script = TransformCorpus.ROOT.resolve("scripts/transform-template.py");
    try {
      var process =
          new ProcessBuilder("python3", script.toString(), template.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var printed = process.getInputStream().readAllBytes();
      int code = process.waitFor();
      if (code == NOT_INSTALLED) {
        return abort("skipped: pip install aws-sam-translator to compare with AWS's transform");
      }
      assertThat(code).isZero();
      return printed;
    } catch (IOException _) {
      return abort("skipped: no python3 here to run AWS's transform");
    }
  }
}
