// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import io.wildrydes.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds [SamTransform] against what AWS's own transform wrote, resource by resource and property
/// by property. To write the golden files anew, from the repository's root:
///
/// ```
/// for t in template.yaml local-cloud/src/test/resources/template/transform/*.yaml; do
///   scripts/transform-template.py $t \
///     > local-cloud/src/test/resources/template/transform/$(basename $t .yaml).json
/// done
/// ```
class TransformGoldenTest {

  @ParameterizedTest
  @MethodSource("io.wildrydes.local.template.TransformCorpus#templates")
  void expandsAsAwsTransformDid(Path template) throws IOException {
    var name = template.getFileName().toString().replace(".yaml", ".json");
    var golden = Json.parse(Files.readString(TransformCorpus.FOLDER.resolve(name)));

    var expanded = TransformCorpus.expanded(template);

    TransformCorpus.assertSame(expanded, golden);
  }
}
