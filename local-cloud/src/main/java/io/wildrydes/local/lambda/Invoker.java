// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs invocations: finds each an environment, gives the environment back, and ends those that can
/// serve no more. Thread-safe.
///
/// **Differs:** an invocation may have to wait for an environment here ([Pools]), twenty seconds at
/// most. Waiting longer, all would wait for as long as API Gateway has patience once as many come
/// as can be served, and each be run when its caller has gone.
final class Invoker {
  private static final System.Logger LOG = System.getLogger(Invoker.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Pools<Environment> pools;
  private final Tracing tracing;
  private final InvocationRun.Context context;
  private final Executor background;
  private final Set<String> toldOf = ConcurrentHashMap.newKeySet();

  /// @param background ends environments
  Invoker(
      Pools<Environment> pools,
      Tracing tracing,
      InvocationRun.Context context,
      Executor background) {
    this.pools = pools;
    this.tracing = tracing;
    this.context = context;
    this.background = background;
  }

  /// Runs the invocation and waits for its end.
  InvocationResult invoke(Target target, InvocationRequest request, String requestId)
      throws InterruptedException {
    var arrived = platform().now();
    return switch (place(target.version(), arrived)) {
      case Pools.Placement.Throttled<Environment>(var reason) -> {
        var name = target.version().name();
        context.observer().observe(new LambdaEvent.Throttled(name, target.invokedArn(), arrived));
        tell(name, reason);
        yield new InvocationResult.Throttled(reason);
      }
      case Pools.Placement.Placed<Environment>(var environment, var ended) -> {
        stop(ended);
        var trace = tracing.begin(target.version().function(), request.trace());
        var work = new InvocationRun.Work(target, request, requestId, trace, arrived);
        yield run(new InvocationRun(environment, work, context), environment);
      }
    };
  }

  /// One that cannot be opened is ended, and its log says why.
  private void open(FunctionVersion version) throws InterruptedException {
    var now = platform().now();
    if (place(version, now)
        instanceof Pools.Placement.Placed<Environment>(var environment, var ended)) {
      stop(ended);
      boolean ready = false;
      try {
        ready = environment.open().isReady();
      } finally {
        if (pools.release(environment, ready, platform().now())) {
          stop(List.of(environment));
        }
      }
    }
  }

  /// Opens an environment in the background, before anybody needs it.
  void openLater(FunctionVersion version) {
    background.execute(() -> {
      try {
        open(version);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /// Ends environments in the background.
  void stop(List<Environment> environments) {
    for (var environment : environments) {
      background.execute(() -> {
        try {
          environment.stop();
        } catch (InterruptedException _) {
          environment.kill();
          Thread.currentThread().interrupt();
        }
      });
    }
  }

  private Pools.Placement<Environment> place(FunctionVersion version, Instant now)
      throws InterruptedException {
    var placement = pools.place(version, now);
    while (true) {
      try {
        return placement.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException _) {
        pools.giveUp(version, placement);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a placement is never completed with an exception", e);
      }
    }
  }

  /// Once for each function, unless its template asks for it.
  private void tell(String function, String reason) {
    if (!reason.equals(Pools.RESERVED) && toldOf.add(function)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "invocation throttled, for more at once see --slots and --max-environments function="
              + function);
    }
  }

  private InvocationResult run(InvocationRun run, Environment environment)
      throws InterruptedException {
    try {
      var opened = environment.open();
      pools.opened(environment, platform().now());
      var refusal = Errors.refusal(opened.outcome());
      return refusal.isPresent() ? refusal.get() : run.run(opened);
    } finally {
      if (pools.release(environment, run.leavesReusable(), platform().now())) {
        stop(List.of(environment));
      }
    }
  }

  private Platform platform() {
    return context.platform();
  }
}
