// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import static io.wildrydes.acceptance.flow.FlowRuns.at;
import static io.wildrydes.acceptance.flow.FlowRuns.delivery;
import static io.wildrydes.acceptance.flow.FlowRuns.failedCall;
import static io.wildrydes.acceptance.flow.FlowRuns.line;
import static io.wildrydes.acceptance.flow.FlowRuns.platform;
import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.flow.Deliveries.Call;
import io.wildrydes.acceptance.flow.Deliveries.Ending;
import io.wildrydes.acceptance.flow.Deliveries.Invocation;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private final Deliveries deliveries = new Deliveries();

  @Test
  void knowsAnInvocationFromItsStartToItsEnd() {
    deliveries.take(delivery("DELIVERY_STARTED", 1, "c-1", "r-1"));
    deliveries.take(failedCall(2, "c-1", "r-1", "502"));

    assertThat(deliveries.running()).hasSize(1);

    deliveries.take(delivery("DELIVERY_COMPLETED", 6, "c-1", "r-1"));

    assertThat(deliveries.running()).isEmpty();
    assertThat(deliveries.ended())
        .containsExactly(new Invocation("c-1", at(1), at(6), Ending.COMPLETED, 2));
    assertThat(deliveries.calls()).containsExactly(new Call(at(2), "502"), new Call(at(6), "200"));
    assertThat(deliveries.lastFailed()).isEmpty();
  }

  @Test
  void tellsTriesOfOneAsynchronousEventApart() {
    deliveries.take(delivery("DELIVERY_STARTED", 1, "c-1", "r-1"));
    deliveries.take(delivery("DELIVERY_FAILED", 20, "c-1", "r-1"));

    assertThat(deliveries.lastFailed()).containsExactly("c-1");

    deliveries.take(delivery("DELIVERY_STARTED", 80, "c-1", "r-1"));
    deliveries.take(delivery("DELIVERY_COMPLETED", 81, "c-1", "r-1"));

    assertThat(deliveries.ended())
        .extracting(Invocation::ending)
        .containsExactly(Ending.FAILED, Ending.COMPLETED);
    assertThat(deliveries.lastFailed()).isEmpty();
  }

  @Test
  void countsWhatAnInvocationDoesAfterItHasTimedOut() {
    deliveries.take(delivery("DELIVERY_STARTED", 1, "c-1", "r-1"));
    deliveries.take(platform(at(30) + " r-1 Task timed out after 29.00 seconds"));
    deliveries.take(failedCall(31, "c-1", "r-1", "429"));
    deliveries.take(delivery("DELIVERY_COMPLETED", 36, "c-1", "r-1"));

    assertThat(deliveries.ended())
        .containsExactly(new Invocation("c-1", at(1), at(30), Ending.TIMED_OUT, 0));
    assertThat(deliveries.lateCalls()).isEqualTo(2);
    assertThat(deliveries.lateSuccesses()).isEqualTo(1);
    assertThat(deliveries.calls()).hasSize(2);
  }

  @Test
  void endsTheInvocationOfAProcessThatDied() {
    deliveries.take(delivery("DELIVERY_STARTED", 1, "c-1", "r-1"));
    deliveries.take(failedCall(2, "c-1", "r-1", "502"));
    deliveries.take(platform("RequestId: r-1 Error: Runtime exited with error: exit status 1"));

    assertThat(deliveries.ended())
        .containsExactly(new Invocation("c-1", at(1), at(2), Ending.CUT_OFF, 1));
  }

  @Test
  void namesCallsWithoutAnAnswerByTheirReason() {
    var reason = ",\"reason\":\"no answer in time\"";
    deliveries.take(
        line("aws/lambda/x-delivery", "DELIVERY_ATTEMPT_FAILED", 1, "c-1", "r-1", reason));

    assertThat(deliveries.calls()).containsExactly(new Call(at(1), "no answer in time"));
  }

  @Test
  void ignoresOtherFunctions() {
    deliveries.take(line("aws/lambda/x-slow-api", "DELIVERY_STARTED", 1, "c-1", "r-1", ""));

    assertThat(deliveries.running()).isEmpty();
  }
}
