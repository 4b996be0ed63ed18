// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import com.amazonaws.services.lambda.runtime.Context;
import io.wildrydes.kit.PerEnvironment;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/// What an invocation of one service leaves behind: log lines that carry its identity, metrics, a
/// trace. One per environment, safe for several invocations at a time.
public final class Telemetry implements PerEnvironment {
  private final String service;
  private final Metrics metrics;
  private final Tracer tracer;
  private final AtomicBoolean cold = new AtomicBoolean(true);

  public Telemetry(String service, Tracer tracer, InstantSource clock) {
    this.service = service;
    this.tracer = tracer;
    this.metrics = new Metrics(service, clock);
  }

  /// Binds an invocation to the current thread until closed: every line logged meanwhile carries
  /// it. The correlation id is the Lambda request id until [#tag] gives another. Counts a cold
  /// start for the first invocation after init or restore.
  public Invocation begin(Context lambda) {
    var coldStart = cold.getAndSet(false);
    InvocationContext.open(service, lambda, coldStart);
    if (coldStart) {
      metrics.count(Metric.COLD_STARTS);
    }
    return new Bound(() -> InvocationContext.open(service, lambda, coldStart), this::end);
  }

  /// Binds only the service to the current thread until closed, for lines written outside an
  /// invocation.
  public Invocation beginInit() {
    InvocationContext.open(service);
    return new Bound(() -> InvocationContext.open(service), this::end);
  }

  /// Puts a field on every further line of this thread's invocation and on its open subsegment.
  public void tag(LogField field) {
    InvocationContext.put(field);
    tracer.annotate(field);
  }

  public Metrics metrics() {
    return metrics;
  }

  public Tracer tracer() {
    return tracer;
  }

  /// Loads what the first traced invocation needs, emitting nothing.
  public void warmUp() {
    tracer.warmUp();
  }

  @Override
  public void discard() {
    cold.set(true);
    tracer.discard();
  }

  @Override
  public void renew() {
    cold.set(true);
    tracer.renew();
  }

  private void end() {
    InvocationContext.close();
    tracer.detach();
  }

  /// An invocation bound to the current thread; closing unbinds it.
  public interface Invocation extends AutoCloseable {
    /// Takes back what [Telemetry#tag] put on the lines, for the next record of a batch.
    void untag();

    @Override
    void close();
  }

  private record Bound(Runnable opening, Runnable ending) implements Invocation {
    @Override
    public void untag() {
      opening.run();
    }

    @Override
    public void close() {
      ending.run();
    }
  }
}
