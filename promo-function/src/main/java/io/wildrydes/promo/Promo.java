// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.promo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.wildrydes.kit.Pause;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.http.HttpProblem;
import io.wildrydes.kit.http.Request;
import io.wildrydes.kit.http.Response;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.ValueUnavailableException;
import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.promo.PromoDocuments.SlowDiscount;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Grants one ride in ten a discount, and goes wrong as far as faults are switched on.
///
/// An invocation draws one number for all its choices, and makes all of them whether they matter or
/// not: with a seed, neither the order in which invocations overlap nor another fault changes what
/// the nth invocation of an environment meets.
final class Promo {
  private static final EventLog LOG = EventLog.of(Promo.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final double DISCOUNT_RATE = 0.1;
  private static final int MIN_PERCENT = 80;
  private static final int MAX_PERCENT = 95;

  private final Telemetry telemetry;
  private final CachedValue<PromoDocuments> documents;
  private final Randomness randomness;
  private final Pause pause;

  Promo(
      Telemetry telemetry,
      CachedValue<PromoDocuments> documents,
      Randomness randomness,
      Pause pause) {
    this.telemetry = telemetry;
    this.documents = documents;
    this.randomness = randomness;
    this.pause = pause;
  }

  Response grant(Request request) {
    PromoRequest.check(request.jsonObject());
    var current = current();
    var choices = Choices.of(randomness.generator(current.randomSeed()), current.slow());
    if (choices.slow() < current.slow().rate()) {
      strike(PromoDocuments.SLOW_DISCOUNT, () -> dawdle(choices.delay()));
    }
    if (choices.broken() < current.brokenRate()) {
      strike(PromoDocuments.BROKEN_DISCOUNT, () -> {});
      return Response.json(201, new Discount("not a number"));
    }
    LOG.info(choices.isDiscounted() ? "discount granted" : "full fare");
    return Response.json(201, new Discount(choices.multiplier()));
  }

  private PromoDocuments current() {
    try {
      return documents.get();
    } catch (ValueUnavailableException e) {
      throw HttpProblem.unavailable("the settings are not readable now", RETRY_AFTER, e);
    }
  }

  /// Does harm on purpose and owns up to it: on the lines from now on, on the open subsegment, and
  /// on one of its own, since of two faults that strike together the open one can name only one.
  private void strike(String fault, Runnable harm) {
    var field = LogField.fault(fault);
    telemetry.tag(field);
    LOG.info("fault injected");
    telemetry
        .tracer()
        .subsegment(
            fault,
            span -> {
              span.annotate(field);
              harm.run();
              return fault;
            });
  }

  private void dawdle(Duration delay) {
    try {
      pause.last(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HttpProblem.unavailable("the service is stopping", RETRY_AFTER, e);
    }
  }

  /// @param multiplier a number, unless broken on purpose
  private record Discount(@JsonProperty("DiscountMultiplier") Object multiplier) {}

  /// All that chance decides about one answer; shares of all are compared with rates.
  private record Choices(double slow, Duration delay, double broken, BigDecimal multiplier) {
    private static Choices of(RandomGenerator environment, SlowDiscount slowness) {
      var random = new SplittableRandom(environment.nextLong());
      var slow = random.nextDouble();
      var share = random.nextDouble();
      var spread = slowness.maxDelay().minus(slowness.minDelay()).toMillis() + 1;
      var delay = slowness.minDelay().plusMillis((long) (share * spread));
      var broken = random.nextDouble();
      var isDiscounted = random.nextDouble() < DISCOUNT_RATE;
      var percent = random.nextInt(MIN_PERCENT, MAX_PERCENT + 1);
      var multiplier = isDiscounted ? BigDecimal.valueOf(percent, 2) : BigDecimal.ONE;
      return new Choices(slow, delay, broken, multiplier);
    }

    private boolean isDiscounted() {
      return multiplier.compareTo(BigDecimal.ONE) < 0;
    }
  }
}
