// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/// A service of one sampling rule on a free port.
final class Traces {
  private Traces() {}

  static TracesService service(String rule, Problems problems) {
    var identity = Identity.local("us-east-1");
    var resource =
        new Resource("Rule", "AWS::XRay::SamplingRule", "r", (ObjectNode) Json.parse(rule));
    var stack = new Stack("s", identity, Map.of("Rule", resource), Map.of(), Map.of());
    var platform =
        new Platform(
            identity, () -> Instant.EPOCH, PlatformWaits.AS_ON_AWS, () -> "id", new Random(1));
    return TracesService.of(stack, problems, platform, 0);
  }
}
