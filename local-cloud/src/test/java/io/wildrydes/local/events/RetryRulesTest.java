// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import static io.wildrydes.local.events.Samples.NOW;
import static io.wildrydes.local.events.Samples.aRule;
import static io.wildrydes.local.events.Samples.anEvent;
import static io.wildrydes.local.events.Samples.queueTarget;
import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.aws.PlatformWaits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryRulesTest {
  private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE; // nextDouble() is 0.5
  private static final HandOver THROTTLED = HandOver.throttled("Rate Exceeded.");

  private final RetryRules rules = new RetryRules(PlatformWaits.AS_ON_AWS, MIDDLE);

  @Test
  void doublesPausesUpToEightMinutes() {
    var pauses = new ArrayList<Long>();
    var now = NOW;
    var delivery = aDelivery(RetryPolicy.DEFAULT);
    for (int i = 0; i < 12; i++) {
      delivery = retried(rules.after(delivery, THROTTLED, now));
      pauses.add(Duration.between(now, delivery.due()).toSeconds());
      now = delivery.due();
    }

    assertThat(pauses)
        .isEqualTo(List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 480L, 480L, 480L));
  }

  @Test
  void jittersPausesByHalf() {
    var seen = new ArrayList<Long>();
    var random = new RetryRules(PlatformWaits.AS_ON_AWS, new Random(42));
    for (int i = 0; i < 200; i++) {
      var next = retried(random.after(aDelivery(RetryPolicy.DEFAULT), THROTTLED, NOW));
      seen.add(Duration.between(NOW, next.due()).toMillis());
    }

    assertThat(seen).allMatch(ms -> ms >= 500 && ms <= 1500);
    assertThat(seen).anyMatch(ms -> ms < 700).anyMatch(ms -> ms > 1300);
  }

  @Test
  void fitsTheDefaultRetriesIntoTheDefaultAge() {
    var now = NOW;
    var delivery = aDelivery(RetryPolicy.DEFAULT);
    while (rules.after(delivery, THROTTLED, now) instanceof Next.Retry(var next)) {
      delivery = next;
      now = next.due();
    }

    assertThat(delivery.retries()).isEqualTo(185);
    assertThat(Duration.between(NOW, now)).isBetween(Duration.ofHours(22), Duration.ofHours(24));
  }

  @Test
  void shortensPausesAndAgeAlike() {
    var tenth = new RetryRules(new PlatformWaits(0.1), MIDDLE);
    var policy = new RetryPolicy(185, Duration.ofSeconds(60));

    var first = retried(tenth.after(aDelivery(policy), THROTTLED, NOW));
    var late = tenth.after(aDelivery(policy), THROTTLED, NOW.plusSeconds(6));

    assertThat(first.due()).isEqualTo(NOW.plusMillis(100));
    assertThat(late).isInstanceOf(Next.DeadLetter.class);
  }

  @Test
  void writesADeadLetterWhenAttemptsAreExhausted() {
    var delivery = aDelivery(new RetryPolicy(0, Duration.ofHours(1)));

    var next = rules.after(delivery, THROTTLED, NOW);

    assertThat(next)
        .isEqualTo(
            new Next.DeadLetter(
                Samples.DLQ,
                new Outgoing(
                    delivery.event().text(),
                    Map.of(
                        "RULE_ARN", Samples.RULE_ARN,
                        "TARGET_ARN", Samples.QUEUE,
                        "ERROR_CODE", "THROTTLING",
                        "ERROR_MESSAGE", "Rate Exceeded.",
                        "RETRY_ATTEMPTS", "0",
                        "EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts"),
                    Samples.TRACE,
                    Samples.RULE_ARN)));
  }

  @Test
  void writesADeadLetterWhenNoFurtherTryFitsTheAge() {
    var delivery = aDelivery(new RetryPolicy(185, Duration.ofSeconds(60)));
    var now = NOW;
    Next next = rules.after(delivery, THROTTLED, now);
    while (next instanceof Next.Retry(var later)) {
      now = later.due();
      next = rules.after(later, THROTTLED, now);
    }

    assertThat(attributes(next))
        .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumEventAgeInSeconds")
        .containsEntry("RETRY_ATTEMPTS", "5");
    assertThat(now).isEqualTo(NOW.plusSeconds(31));
  }

  @Test
  void neverRetriesWhatNoRetryCanHeal() {
    var outcome = HandOver.noResource("The queue does not exist.");

    var next = rules.after(aDelivery(RetryPolicy.DEFAULT), outcome, NOW);

    assertThat(attributes(next))
        .containsEntry("ERROR_CODE", "NO_RESOURCE")
        .containsEntry("RETRY_ATTEMPTS", "0")
        .doesNotContainKey("EXHAUSTED_RETRY_CONDITION");
  }

  @Test
  void dropsTheEventOfATargetWithoutDeadLetterQueue() {
    var target = new Target("q", Samples.QUEUE, new TargetInput.Whole(), RetryPolicy.DEFAULT, null);
    var delivery = Delivery.of(anEvent("{}"), aRule(target), target);

    assertThat(rules.after(delivery, HandOver.noPermissions("no"), NOW))
        .isEqualTo(new Next.Dropped("NO_PERMISSIONS", "no"));
  }

  @Test
  void isDoneWhenDelivered() {
    assertThat(rules.after(aDelivery(RetryPolicy.DEFAULT), HandOver.delivered(), NOW))
        .isEqualTo(new Next.Done());
  }

  private static Delivery aDelivery(RetryPolicy policy) {
    var whole = queueTarget();
    var target = new Target("q", whole.arn(), whole.input(), policy, whole.deadLetterArn());
    return Delivery.of(anEvent("{}"), aRule(target), target);
  }

  private static Delivery retried(Next next) {
    assertThat(next).isInstanceOf(Next.Retry.class);
    return ((Next.Retry) next).delivery();
  }

  private static Map<String, String> attributes(Next next) {
    assertThat(next).isInstanceOf(Next.DeadLetter.class);
    return ((Next.DeadLetter) next).message().attributes();
  }
}
