// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Which calls of AWS APIs fail on purpose. As with AWS's fault injection only calls of roles fail,
/// here those of functions; a developer's never do. Thread-safe by its own monitor.
///
/// See https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html.
public final class ApiFaults {
  private static final String ROLE = ":assumed-role/";

  private final List<Rule> rules;
  private final Random random;
  private final SortedMap<String, Integer> done = new TreeMap<>();

  /// @param seed makes the choices repeatable, as far as calls come in the same order
  public ApiFaults(List<Rule> rules, long seed) {
    this.rules = List.copyOf(rules);
    this.random = new Random(seed);
  }

  /// No call fails.
  public static ApiFaults none() {
    return new ApiFaults(List.of(), 0);
  }

  /// What this call gets instead of an answer; empty when it may go on. Of several rules for a
  /// service each is asked, and the first that hits wins.
  synchronized Optional<AwsException> next(String service, String callerArn) {
    if (!callerArn.contains(ROLE)) {
      return Optional.empty();
    }
    for (var rule : rules) {
      if (rule.service().equals(service) && random.nextDouble() < rule.rate()) {
        done.merge(service + " " + rule.fault(), 1, Integer::sum);
        return Optional.of(rule.fault().on(service));
      }
    }
    return Optional.empty();
  }

  List<String> services() {
    return rules.stream().map(Rule::service).distinct().toList();
  }

  /// How often which fault was made, such as `ssm throttle-error`.
  public synchronized SortedMap<String, Integer> done() {
    return new TreeMap<>(done);
  }

  /// A share of one service's calls.
  ///
  /// @param rate 0 to 1
  public record Rule(String service, ApiFault fault, double rate) {
    private static final Pattern SHAPE = Pattern.compile("([a-z-]+)=([a-z-]+):([0-9.]{1,10})");

    /// The rule in a text such as `ssm=throttle-error:0.3`.
    ///
    /// @throws IllegalArgumentException when it is none
    public static Rule parse(String text) {
      var match = SHAPE.matcher(text);
      var fault = match.matches() ? ApiFault.parse(match.group(2)) : Optional.<ApiFault>empty();
      var rate = fault.isPresent() ? rate(match.group(3)) : Double.NaN;
      if (fault.isEmpty() || !(rate >= 0 && rate <= 1)) {
        throw new IllegalArgumentException(
            "API fault '%s' is not of the form ssm=throttle-error:0.3; faults are %s, the rate is 0 to 1"
                .formatted(text, List.of(ApiFault.values())));
      }
      return new Rule(match.group(1), fault.get(), rate);
    }

    private static double rate(String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException _) {
        return Double.NaN;
      }
    }

    @Override
    public String toString() {
      return service + "=" + fault + ":" + rate;
    }
  }
}
