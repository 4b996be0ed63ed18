// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.priming;

import io.wildrydes.kit.PerEnvironment;
import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.Telemetry;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/// What a function does around a SnapStart snapshot: run its first request's code once before, drop
/// what must not be shared, and create that anew after each restore.
///
/// The CRaC context holds resources weakly, so the handler keeps the registered value in a field.
/// <https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html>
public final class Priming implements Resource {
  private static final EventLog LOG = EventLog.of(Priming.class);

  private final Telemetry telemetry;
  private final WarmUp warmUp;
  private final List<PerEnvironment> parts;

  /// Priming of a function whose telemetry is primed, dropped and renewed as well.
  ///
  /// @param parts what else must not be in a snapshot
  public Priming(Telemetry telemetry, WarmUp warmUp, List<PerEnvironment> parts) {
    this.telemetry = telemetry;
    this.warmUp = warmUp;
    this.parts = Stream.concat(Stream.of(telemetry), parts.stream()).toList();
  }

  /// Registers with the process's CRaC context and returns itself, to be kept.
  public Priming register() {
    Core.getGlobalContext().register(this);
    return this;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try {
      warmUpAll();
      report(() -> LOG.info("environment primed"));
    } catch (Exception e) {
      // A boundary: an environment that was not primed is slower, not wrong.
      report(() -> LOG.warn("priming incomplete, the first request will be slower", e));
    } finally {
      parts.forEach(PerEnvironment::discard);
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    parts.forEach(PerEnvironment::renew);
  }

  private void warmUpAll() throws Exception {
    SSLContext.getDefault(); // reads the trust store; priming itself speaks plain HTTP
    telemetry.warmUp();
    warmUp.run();
  }

  private void report(Runnable line) {
    try (var _ = telemetry.beginInit()) {
      line.run();
    }
  }

  /// Loads what the first request needs, without effects outside this environment.
  @FunctionalInterface
  public interface WarmUp {
    void run() throws Exception;
  }
}
