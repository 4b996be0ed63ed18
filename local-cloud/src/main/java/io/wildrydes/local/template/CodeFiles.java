// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the code of functions: a path relative to the template's folder, which must exist.
final class CodeFiles {
  private final Path folder;
  private final TemplateDocument template;
  private final Problems problems;

  /// @param template as written, to tell `CodeUri` from `Code` in messages
  CodeFiles(Path file, TemplateDocument template, Problems problems) {
    this.folder = file.toAbsolutePath().resolveSibling("").normalize();
    this.template = template;
    this.problems = problems;
  }

  /// Puts the absolute path in the place of the written one.
  void locate(Resource resource) {
    if (!resource.type().equals("AWS::Lambda::Function")) {
      return;
    }
    ObjectNode properties = resource.properties();
    var code = properties.path("Code");
    var property = template.isSam(resource.logicalId()) ? "CodeUri" : "Code";
    var where = resource.logicalId() + " " + property;
    if (code.isMissingNode() && template.isSam(resource.logicalId())) {
      return; // reported by the transform
    }
    if (!code.isTextual() || code.asText().contains("://")) {
      problems.add(where, "is not a path; only code in a local file runs here");
      return;
    }
    var path = folder.resolve(code.asText()).normalize();
    if (!Files.exists(path)) {
      problems.add(
          where, "%s does not exist; run make build, or your own build".formatted(code.asText()));
    }
    properties.put("Code", path.toString());
  }
}
