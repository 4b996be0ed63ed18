// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import io.wildrydes.local.aws.TraceHeader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a rule hands to a target.
///
/// @param body the payload as text
/// @param attributes message attributes, all of type `String`; only dead letters have any
/// @param trace the trace of the PutEvents call, when it had one
/// @param sourceArn the rule, for the target's policy
public record Outgoing(
    String body, Map<String, String> attributes, @Nullable TraceHeader trace, String sourceArn) {
  public Outgoing {
    attributes = Map.copyOf(attributes);
  }
}
