// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.aws.AwsException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.event.ruler.GenericMachine;
import software.amazon.event.ruler.JsonRuleCompiler;

/// One event bus with its rules, matched by AWS's own event-ruler. Thread-safe: rule states are
/// guarded by one lock, the matcher is never changed after construction.
///
/// See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html.
final class EventBus {
  static final String DEFAULT_NAME = "default";

  private final String name;
  private final String arn;
  private final Instant createdAt;
  private final GenericMachine<String> machine = GenericMachine.<String>builder().build();
  private final Lock lock = new ReentrantLock();
  private final NavigableMap<String, Rule> rules = new TreeMap<>();

  EventBus(String name, String arn, Instant createdAt, List<Rule> rules) {
    this.name = name;
    this.arn = arn;
    this.createdAt = createdAt;
    for (var rule : rules) {
      this.rules.put(rule.name(), rule);
      compile(rule);
    }
  }

  String name() {
    return name;
  }

  String arn() {
    return arn;
  }

  Instant createdAt() {
    return createdAt;
  }

  /// The rules in the order of their names.
  List<Rule> rules() {
    lock.lock();
    try {
      return List.copyOf(rules.values());
    } finally {
      lock.unlock();
    }
  }

  /// The enabled rules that match.
  List<Rule> matching(JsonNode envelope) {
    var names = machine.rulesForJSONEvent(envelope);
    lock.lock();
    try {
      return names.stream().map(rules::get).filter(Rule::enabled).toList();
    } finally {
      lock.unlock();
    }
  }

  Rule rule(String ruleName) {
    lock.lock();
    try {
      return known(ruleName);
    } finally {
      lock.unlock();
    }
  }

  void enable(String ruleName, boolean enabled) {
    lock.lock();
    try {
      rules.put(ruleName, known(ruleName).withEnabled(enabled));
    } finally {
      lock.unlock();
    }
  }

  private Rule known(String ruleName) {
    var rule = rules.get(ruleName);
    if (rule == null) {
      throw new AwsException(
          400,
          "ResourceNotFoundException",
          "Rule %s does not exist on EventBus %s.".formatted(ruleName, name));
    }
    return rule;
  }

  private void compile(Rule rule) {
    try {
      machine.addRule(rule.name(), rule.pattern());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "rule %s has a pattern that was not checked: %s"
              .formatted(rule.name(), JsonRuleCompiler.check(rule.pattern())),
          e);
    }
  }
}
