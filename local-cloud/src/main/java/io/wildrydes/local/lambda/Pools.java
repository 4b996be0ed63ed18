// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Decides which environment serves an invocation, and when there is none. Environments are taken
/// most recently used first, so that the others grow idle and can be let go.
///
/// ```
/// place: reserved concurrency used up? -> throttled
///        free slot in an environment of this version -> that one
///        room for one more, or an idle one of another version to end -> a new one
///        else -> throttled
/// ```
///
/// Thread-safe by its own monitor; environments are created while it is held, so creating must not
/// block.
///
/// @param <E> an environment, equal to itself alone
final class Pools<E> {
  private static final String RESERVED = "ReservedFunctionConcurrentInvocationLimitExceeded";
  private static final String ACCOUNT = "ConcurrentInvocationLimitExceeded";

  private final int maxEnvironments;
  private final int slots;
  private final Function<FunctionVersion, E> factory;
  private final List<Member<E>> members = new ArrayList<>();
  private final Map<String, Integer> inFlight = new HashMap<>();

  Pools(int maxEnvironments, int slots, Function<FunctionVersion, E> factory) {
    this.maxEnvironments = maxEnvironments;
    this.slots = slots;
    this.factory = factory;
  }

  /// Takes a slot for one invocation; it is given back with [#release].
  synchronized Placement<E> place(FunctionVersion version, Instant now) {
    var reserved = version.function().limits().reservedConcurrency();
    if (reserved != null && inFlight.getOrDefault(version.name(), 0) >= reserved) {
      return new Placement.Throttled<>(RESERVED);
    }
    var warm = freeMember(version);
    if (warm != null) {
      take(warm, now);
      return new Placement.Placed<>(warm.environment, List.of());
    }
    var ended = new ArrayList<E>();
    if (members.size() >= maxEnvironments) {
      var idle = longestIdle();
      if (idle == null) {
        return new Placement.Throttled<>(ACCOUNT);
      }
      members.remove(idle);
      ended.add(idle.environment);
    }
    var fresh = new Member<>(version, factory.apply(version));
    members.add(fresh);
    take(fresh, now);
    return new Placement.Placed<>(fresh.environment, ended);
  }

  /// Gives a slot back.
  ///
  /// @param reusable whether the environment may serve further invocations
  /// @return whether the environment is out of the pool with nobody left in it, so that it can be
  ///   ended
  synchronized boolean release(E environment, boolean reusable, Instant now) {
    var member = member(environment);
    if (member == null) {
      return false;
    }
    member.inUse--;
    member.lastUsed = now;
    member.retiring |= !reusable;
    inFlight.merge(member.version.name(), -1, Integer::sum);
    members.remove(member);
    if (member.retiring && member.inUse == 0) {
      return true;
    }
    members.add(member);
    return false;
  }

  /// Takes out the environments that nobody has used since then.
  synchronized List<E> removeIdleSince(Instant limit) {
    var idle = members.stream().filter(m -> m.inUse == 0 && m.lastUsed.isBefore(limit)).toList();
    members.removeAll(idle);
    return idle.stream().map(m -> m.environment).toList();
  }

  /// Takes out all environments.
  synchronized List<E> removeAll() {
    var all = members.stream().map(m -> m.environment).toList();
    members.clear();
    return all;
  }

  synchronized int size() {
    return members.size();
  }

  private void take(Member<E> member, Instant now) {
    member.inUse++;
    member.lastUsed = now;
    inFlight.merge(member.version.name(), 1, Integer::sum);
    members.remove(member);
    members.add(member); // the most recently used stand last
  }

  private @Nullable Member<E> freeMember(FunctionVersion version) {
    for (var member : members.reversed()) {
      if (member.inUse < slots && !member.retiring && member.version.equals(version)) {
        return member;
      }
    }
    return null;
  }

  private @Nullable Member<E> longestIdle() {
    return members.stream().filter(m -> m.inUse == 0).findFirst().orElse(null);
  }

  private @Nullable Member<E> member(E environment) {
    return members.stream().filter(m -> m.environment.equals(environment)).findFirst().orElse(null);
  }

  /// Where an invocation goes.
  sealed interface Placement<E> {
    /// Here.
    ///
    /// @param ended environments that made room and can be ended
    record Placed<E>(E environment, List<E> ended) implements Placement<E> {}

    /// Nowhere.
    ///
    /// @param reason AWS's word for the limit
    record Throttled<E>(String reason) implements Placement<E> {}
  }

  private static final class Member<E> {
    final FunctionVersion version;
    final E environment;
    int inUse;
    Instant lastUsed = Instant.MIN;
    boolean retiring;

    Member(FunctionVersion version, E environment) {
      this.version = version;
      this.environment = environment;
    }
  }
}
