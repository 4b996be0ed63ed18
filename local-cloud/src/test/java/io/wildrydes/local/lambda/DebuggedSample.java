// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.lambda.sample.GatewayHandler;
import java.nio.file.Path;

/// What tests of whole stacks run, and may hold at a breakpoint.
public final class DebuggedSample {
  public static final Class<?> HANDLER = GatewayHandler.class;
  public static final String METHOD = "handleRequest";

  private DebuggedSample() {}

  /// The sample functions' jar, written into the folder.
  public static Path jar(Path folder) {
    return SampleJar.write(folder);
  }
}
