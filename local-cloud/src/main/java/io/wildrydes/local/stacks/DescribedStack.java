// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.stacks;

import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.time.Instant;
import java.util.Collection;

/// A stack with what CloudFormation adds to it.
///
/// @param id the stack's ARN
/// @param template as it was written
record DescribedStack(Stack stack, String id, String template, Instant createdAt) {
  static final String STATUS = "CREATE_COMPLETE";

  /// Whether a name, which may also be the stack's id, means this stack.
  boolean isCalled(String name) {
    return name.equals(stack.name()) || name.equals(id);
  }

  Collection<Resource> resources() {
    return stack.resources().values();
  }

  /// @throws AwsException `ValidationError` when the stack has no such resource
  Resource resource(String logicalId) {
    var resource = stack.resources().get(logicalId);
    if (resource == null) {
      throw StacksApi.invalid(
          "Resource %s does not exist for stack %s".formatted(logicalId, stack.name()));
    }
    return resource;
  }
}
