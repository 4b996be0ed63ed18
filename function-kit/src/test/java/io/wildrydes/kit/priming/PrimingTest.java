// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.priming;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.kit.PerEnvironment;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import io.wildrydes.testing.CapturedOutput;
import io.wildrydes.testing.MutableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrimingTest {
  private final CapturedOutput output = CapturedOutput.start();
  private final List<String> happened = new ArrayList<>();
  private final Telemetry telemetry =
      new Telemetry("test", new Tracer(), new MutableClock(Instant.EPOCH));
  private final PerEnvironment part =
      new PerEnvironment() {
        @Override
        public void discard() {
          happened.add("discard");
        }

        @Override
        public void renew() {
          happened.add("renew");
        }
      };

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void primesThenDiscardsThenRenewsInEachRestore() {
    var priming = new Priming(telemetry, () -> happened.add("prime"), List.of(part));

    priming.beforeCheckpoint(Core.getGlobalContext());
    priming.afterRestore(Core.getGlobalContext());
    priming.afterRestore(Core.getGlobalContext());

    assertThat(happened).containsExactly("prime", "discard", "renew", "renew");
    assertThat(output.lines())
        .singleElement()
        .asString()
        .contains("environment primed", "\"service\":\"test\"");
  }

  @Test
  void anEnvironmentThatCannotBePrimedStillWorks() {
    var priming =
        new Priming(
            telemetry,
            () -> {
              throw new IllegalStateException("no loopback");
            },
            List.of(part));

    priming.beforeCheckpoint(Core.getGlobalContext());

    assertThat(happened).containsExactly("discard");
    assertThat(output.lines())
        .singleElement()
        .asString()
        .contains("\"level\":\"WARN\"", "priming incomplete", "no loopback");
  }
}
