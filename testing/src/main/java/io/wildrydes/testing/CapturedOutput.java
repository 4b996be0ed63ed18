// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the process writes to standard output from [#start()] to [#close()], for tests of log
/// lines. Replaces `System.out` meanwhile, so tests that use it must not run side by side in one
/// process.
public final class CapturedOutput implements AutoCloseable {
  private final PrintStream original = System.out;
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

  private CapturedOutput() {
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
  }

  public static CapturedOutput start() {
    return new CapturedOutput();
  }

  public List<String> lines() {
    return captured.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public void close() {
    System.setOut(original);
  }
}
