// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import io.wildrydes.local.aws.Identity;
import java.nio.file.Path;
import java.util.Map;

/// What a stack is made from, as given to `sam deploy`.
///
/// @param template a YAML or JSON file; paths in it are relative to its folder
/// @param stackName the first part of every generated name
/// @param parameters values that replace the template's defaults, by parameter name
public record TemplateInput(
    Path template,
    String stackName,
    Identity identity,
    Map<String, String> parameters,
    Endpoints endpoints) {

  public TemplateInput {
    parameters = Map.copyOf(parameters);
  }
}
