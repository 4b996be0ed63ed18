// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import java.util.List;

/// A template that cannot run here; the message lists every problem, one a line.
public final class InvalidTemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public InvalidTemplateException(List<String> problems) {
    super(
        "%d %s in the template, nothing was started:%n  %s"
            .formatted(
                problems.size(),
                problems.size() == 1 ? "problem" : "problems",
                String.join(System.lineSeparator() + "  ", problems)));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
