// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.stacks;

import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.template.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// CloudFormation, as far as it tells of the one stack that runs.
public final class StacksService {
  private final StacksApi api;

  private StacksService(StacksApi api) {
    this.api = api;
  }

  /// A service that tells of this stack as if it had just been created.
  ///
  /// @param template where the stack was read from
  public static StacksService of(Stack stack, Path template, Platform platform) {
    var id =
        stack
            .identity()
            .arn("cloudformation", "stack/" + stack.name() + "/" + platform.uuids().get());
    try {
      var text = Files.readString(template);
      return new StacksService(new StacksApi(new DescribedStack(stack, id, text, platform.now())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public AwsApi api() {
    return api;
  }
}
