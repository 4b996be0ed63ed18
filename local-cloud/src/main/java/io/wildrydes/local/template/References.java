// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// What names stand for. A name that stands for nothing is reported, with the place that uses it,
/// and gives nothing.
interface References {

  /// What `Ref` gives for a parameter, pseudo parameter or resource.
  Optional<JsonNode> ref(String name, Location at);

  /// What `Fn::GetAtt` gives.
  Optional<JsonNode> attribute(String logicalId, String attribute, Location at);
}
