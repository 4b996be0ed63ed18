// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Decides which environment serves an invocation, and when there is none. Environments are taken
/// most recently used first, so that the others grow idle and can be let go.
///
/// ```
/// place: reserved concurrency used up? -> throttled
///        free slot in an environment of this version -> that one
///        debugged, and its one environment is busy -> waits for it
///        all places taken and nobody idle -> throttled
///        no snapshot ready, or two of this version still opening
///          -> waits for them or for a free slot
///        else -> a new one, in the place of an idle one if need be
/// ```
///
/// **Differs:** Lambda opens an environment for each invocation that finds none free. Here all
/// share a few processors, and a burst would open so many at once that none gets ready; so no more
/// than two of a version open at a time, a snapshot still in the making is waited for by nobody in
/// particular, and whoever waits takes what is free first. Who has waited in vain for environments
/// that are all busy may give up, and is throttled.
///
/// Thread-safe by its own monitor; environments are created while it is held, so creating must not
/// block.
///
/// @param <E> an environment, equal to itself alone
final class Pools<E> {
  static final int MAX_OPENING = 2;
  static final String RESERVED = "ReservedFunctionConcurrentInvocationLimitExceeded";
  private static final String ACCOUNT = "ConcurrentInvocationLimitExceeded";

  private final int maxEnvironments;
  private final int slots;
  private final Function<FunctionVersion, E> factory;
  private final Predicate<FunctionVersion> opensAtOnce;
  private final List<Member<E>> members = new ArrayList<>();
  private final List<Waiter<E>> waiters = new ArrayList<>();
  private final Map<String, Integer> inFlight = new HashMap<>();

  /// @param opensAtOnce whether a version that starts from a snapshot has one ready; if not, nobody
  ///   is tied to one in the making, and [#serveWaiters(Instant)] is to be called when it is there
  Pools(
      int maxEnvironments,
      int slots,
      Function<FunctionVersion, E> factory,
      Predicate<FunctionVersion> opensAtOnce) {
    this.maxEnvironments = maxEnvironments;
    this.slots = slots;
    this.factory = factory;
    this.opensAtOnce = opensAtOnce;
  }

  /// Takes a slot for one invocation, now or as soon as there is one; it is given back with
  /// [#release].
  synchronized CompletableFuture<Placement<E>> place(FunctionVersion version, Instant now) {
    var placement = tryPlace(version, now);
    if (placement != null) {
      return CompletableFuture.completedFuture(placement);
    }
    var waiter = new Waiter<E>(version, new CompletableFuture<>());
    waiters.add(waiter);
    return waiter.placement;
  }

  /// Throttles who still waits for this placement, if the version has environments that could
  /// become free; else the waiting goes on.
  synchronized void giveUp(FunctionVersion version, CompletableFuture<Placement<E>> placement) {
    if (mayGiveUp(version) && placement.complete(new Placement.Throttled<>(ACCOUNT))) {
      waiters.removeIf(waiter -> waiter.placement.isDone());
    }
  }

  /// Notes that an environment has opened, well or not.
  synchronized void opened(E environment, Instant now) {
    var member = member(environment);
    if (member != null && member.opening) {
      member.opening = false;
      serveWaiters(now);
    }
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
    member.opening = false;
    member.inUse--;
    member.lastUsed = now;
    member.retiring |= !reusable;
    inFlight.merge(member.version.name(), -1, Integer::sum);
    members.remove(member);
    boolean over = member.retiring && member.inUse == 0;
    if (!over) {
      members.add(member);
    }
    serveWaiters(now);
    return over;
  }

  /// Takes out the environments that nobody has used since then.
  synchronized List<E> removeIdleSince(Instant limit) {
    var idle = members.stream().filter(m -> m.isIdle() && m.lastUsed.isBefore(limit)).toList();
    members.removeAll(idle);
    return idle.stream().map(m -> m.environment).toList();
  }

  /// Gives these versions no environment that there is now.
  ///
  /// @return those that nobody uses, which are out of the pool and can be ended; the others end
  ///   when they are released
  synchronized List<E> retire(Collection<FunctionVersion> versions, Instant now) {
    var retired = members.stream().filter(m -> versions.stream().anyMatch(m::serves)).toList();
    retired.forEach(member -> member.retiring = true);
    var unused = retired.stream().filter(m -> m.inUse == 0).toList();
    members.removeAll(unused);
    serveWaiters(now);
    return unused.stream().map(m -> m.environment).toList();
  }

  /// Takes out all environments and turns those who wait away.
  synchronized List<E> removeAll() {
    var all = members.stream().map(m -> m.environment).toList();
    members.clear();
    waiters.forEach(waiter -> waiter.placement.complete(new Placement.Throttled<>(ACCOUNT)));
    waiters.clear();
    return all;
  }

  /// Lets those who wait try again, of each version up to the first who must go on waiting: a
  /// backlog may wait here, and this is called at the end of each invocation.
  synchronized void serveWaiters(Instant now) {
    var stuck = new ArrayList<FunctionVersion>();
    for (var waiter : List.copyOf(waiters)) {
      if (stuck.contains(waiter.version)) {
        continue;
      }
      var placement = tryPlace(waiter.version, now);
      if (placement == null) {
        stuck.add(waiter.version);
      } else {
        waiters.remove(waiter);
        waiter.placement.complete(placement);
      }
    }
  }

  private @Nullable Placement<E> tryPlace(FunctionVersion version, Instant now) {
    var reserved = version.reservedConcurrency();
    if (reserved != null && inFlight.getOrDefault(version.name(), 0) >= reserved) {
      return new Placement.Throttled<>(RESERVED);
    }
    var warm = freeMember(version);
    if (warm != null) {
      take(warm, now);
      return new Placement.Placed<>(warm.environment, List.of());
    }
    if (version.debugged() && members.stream().anyMatch(m -> m.serves(version))) {
      return null;
    }
    var ended = new ArrayList<E>();
    boolean full = members.size() >= maxEnvironments;
    var idle = full ? longestIdle() : null;
    if (full && idle == null) {
      return new Placement.Throttled<>(ACCOUNT);
    }
    if (!mayOpen(version)) {
      return null;
    }
    if (idle != null) {
      members.remove(idle);
      ended.add(idle.environment);
    }
    var fresh = new Member<>(version, factory.apply(version));
    members.add(fresh);
    take(fresh, now);
    return new Placement.Placed<>(fresh.environment, ended);
  }

  /// Somebody may sit at a debugger for as long as he likes.
  private boolean mayGiveUp(FunctionVersion version) {
    return !version.debugged() && members.stream().anyMatch(m -> !m.opening && m.serves(version));
  }

  /// A snapshot serves one opening, which is soon over.
  private boolean mayOpen(FunctionVersion version) {
    long opening = members.stream().filter(m -> m.opening && m.version.equals(version)).count();
    return version.startsFromSnapshot()
        ? opening == 0 && opensAtOnce.test(version)
        : opening < MAX_OPENING;
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
      if (member.inUse < slots && !member.retiring && member.serves(version)) {
        return member;
      }
    }
    return null;
  }

  private @Nullable Member<E> longestIdle() {
    return members.stream().filter(Member::isIdle).findFirst().orElse(null);
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

  private record Waiter<E>(FunctionVersion version, CompletableFuture<Placement<E>> placement) {}

  private static final class Member<E> {
    final FunctionVersion version;
    final E environment;
    int inUse;
    Instant lastUsed = Instant.MIN;
    boolean opening = true;
    boolean retiring;

    Member(FunctionVersion version, E environment) {
      this.version = version;
      this.environment = environment;
    }

    boolean serves(FunctionVersion other) {
      return version.sharesEnvironmentsWith(other);
    }

    /// Whether nobody misses it; a debugger may be attached to a debugged one.
    boolean isIdle() {
      return inUse == 0 && !version.debugged();
    }
  }
}
