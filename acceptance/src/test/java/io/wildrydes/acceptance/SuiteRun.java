// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.PrintWriter;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// Runs the suite in this process, as `make acceptance` has Maven do it. Exits with 0 when no test
/// failed.
final class SuiteRun {
  private SuiteRun() {}

  public static void main(String[] args) {
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage("io.wildrydes.acceptance"))
            .filters(
                ClassNameFilter.includeClassNamePatterns(".*IT"),
                TagFilter.includeTags("acceptance", "local"))
            .build();
    var summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    summary.getSummary().printFailuresTo(new PrintWriter(System.out, true));
    System.exit(summary.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
  }
}
