// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;

/// Lets functions go on with new code when their packages change: whoever invokes a function from
/// then on gets an environment with the new code, running invocations end on the old one.
///
/// **Differs:** on AWS a new package takes a deployment, and a published version never changes.
final class Reloads {
  private static final System.Logger LOG = System.getLogger(Reloads.class.getName());

  private final FunctionCatalog catalog;
  private final CodeWatch watch;
  private final SandboxStarter starter;
  private final Environments environments;

  Reloads(FunctionCatalog catalog, SandboxStarter starter, Environments environments) {
    this.catalog = catalog;
    this.watch =
        new CodeWatch(catalog.functions().stream().map(f -> f.code().path()).distinct().toList());
    this.starter = starter;
    this.environments = environments;
  }

  /// Reloads the functions whose code has changed since the last look and rests.
  void look() {
    for (var code : watch.settled()) {
      try {
        reload(code);
        watch.loaded(code);
      } catch (UncheckedIOException e) {
        LOG.log(System.Logger.Level.DEBUG, "changed code not readable yet path=" + code, e);
      }
    }
  }

  private void reload(Path code) {
    var versions =
        catalog.versions().stream().filter(v -> v.function().code().path().equals(code)).toList();
    var changed = starter.refresh(code, versions);
    changed.forEach(environments.snapshots()::discard);
    var now = environments.clock().instant();
    environments.invoker().stop(environments.pools().retire(changed, now));
    changed.stream().map(FunctionVersion::function).distinct().forEach(this::report);
    changed.stream()
        .filter(FunctionVersion::startsFromSnapshot)
        .forEach(environments.snapshots()::prepare);
    starter.prune();
    catalog.debugged().stream()
        .filter(changed::contains)
        .forEach(environments.invoker()::openLater);
  }

  private void report(FunctionConfig function) {
    var fields = "name=%s path=%s".formatted(function.name(), function.code().path());
    if (holdsHandler(function)) {
      LOG.log(System.Logger.Level.INFO, "function reloaded " + fields);
    } else {
      LOG.log(
          System.Logger.Level.WARNING,
          "function reloaded without its handler class, its invocations fail %s class=%s"
              .formatted(fields, function.code().handlerClass()));
    }
  }

  private static boolean holdsHandler(FunctionConfig function) {
    try {
      return FunctionJar.holds(function.code().path(), function.code().handlerClass());
    } catch (IOException _) {
      return true; // changed again already, which the next look will see
    }
  }

  /// What runs on the code.
  record Environments(
      Pools<Environment> pools, Snapshots snapshots, Invoker invoker, InstantSource clock) {}
}
