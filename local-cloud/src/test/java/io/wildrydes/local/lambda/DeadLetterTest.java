// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeadLetterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void replacesCharactersThatAQueueRefuses() {
    assertThat(attributes("a\\u0000b\\u001b[31mc\\ud800d\\uffffe\\tf\\n"))
        .containsEntry("ErrorMessage", text("a\ufffdb\ufffd[31mc\ufffdd\ufffde\tf\n"));
  }

  @Test
  void keepsTheFirstKilobyteInWholeCharacters() {
    assertThat(attributes("x".repeat(1021) + "\ud83e\udd84"))
        .containsEntry("ErrorMessage", text("x".repeat(1021)));
    assertThat(attributes("x".repeat(1020) + "\ud83e\udd84y"))
        .containsEntry("ErrorMessage", text("x".repeat(1020) + "\ud83e\udd84"));
  }

  @Test
  void saysTheConditionWhenTheErrorHasNoMessage() {
    assertThat(attributes("")).containsEntry("ErrorMessage", text("RetriesExhausted"));
  }

  private static Map<String, Messages.Attribute> attributes(String json) {
    var error = "{\"errorMessage\":\"" + json + "\"}";
    var result =
        new InvocationResult.FunctionError(
            error.getBytes(StandardCharsets.UTF_8),
            new InvocationResult.Execution("request-1", "1", ""));
    return DeadLetter.of("arn:dlq", event(), "RetriesExhausted", Optional.of(result)).attributes();
  }

  private static Messages.Attribute text(String value) {
    return new Messages.Attribute("String", value);
  }

  private static AsyncEvent event() {
    var request = new InvocationRequest("unlucky", new byte[] {'7'}, Optional.empty());
    return AsyncEvent.accepted(Targets.unlucky("arn:dlq"), request, "request-1", NOW);
  }
}
