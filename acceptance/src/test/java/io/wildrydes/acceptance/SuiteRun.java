// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.PrintWriter;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// Runs tests in this process: the suite as `make acceptance` has Maven run it, or the classes that
/// are named. Exits with 0 when no test failed.
final class SuiteRun {
  private SuiteRun() {}

  public static void main(String[] args) {
    var request = args.length == 0 ? suite() : classes(args);
    var summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    var out = new PrintWriter(System.out, true, UTF_8);
    summary.getSummary().printFailuresTo(out);
    summary.getSummary().printTo(out);
    boolean passed =
        summary.getSummary().getTotalFailureCount() == 0
            && summary.getSummary().getTestsSucceededCount() > 0;
    System.exit(passed ? 0 : 1);
  }

  private static LauncherDiscoveryRequest suite() {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectPackage("io.wildrydes.acceptance"))
        .filters(
            ClassNameFilter.includeClassNamePatterns(".*IT"),
            TagFilter.includeTags("acceptance", "local"))
        .build();
  }

  private static LauncherDiscoveryRequest classes(String... names) {
    var classes = Stream.of(names).map(DiscoverySelectors::selectClass).toList();
    return LauncherDiscoveryRequestBuilder.request().selectors(classes).build();
  }
}
