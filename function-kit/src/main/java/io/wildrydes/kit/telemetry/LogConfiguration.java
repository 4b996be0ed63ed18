// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.ThreadContextMapFilter;
import org.apache.logging.log4j.core.util.KeyValuePair;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;

/// Writes every line as one JSON object to standard output, as `log-line.json` shapes it, from the
/// level that the variable `LOG_LEVEL` names, else INFO.
///
/// An invocation that only primes leaves no line, see [io.wildrydes.kit.priming.PrimingContext].
/// Metrics are not log lines: no log level switches them off. Libraries write warnings only: the
/// AWS SDK's DEBUG lines hold headers and tokens.
final class LogConfiguration extends AbstractConfiguration {
  private static final String OWN = "io.wildrydes";
  private static final int MAX_TEXT = 8192;

  LogConfiguration(LoggerContext context) {
    super(context, ConfigurationSource.NULL_SOURCE);
    isShutdownHookEnabled = false; // the process is frozen or killed, not shut down
  }

  @Override
  protected void doConfigure() {
    var level = Level.toLevel(getStrSubstitutor().replace("${env:LOG_LEVEL:-INFO}"), Level.INFO);
    var stdout = stdout();
    stdout.start();
    addAppender(stdout);
    getRootLogger().setLevel(Level.WARN);
    getRootLogger().addAppender(stdout, level, null);
    var metrics = new LoggerConfig(Metrics.class.getName(), Level.INFO, false);
    metrics.addAppender(stdout, null, null);
    addLogger(metrics.getName(), metrics);
    addLogger(OWN, new LoggerConfig(OWN, level, true));
  }

  private Appender stdout() {
    var priming = new KeyValuePair[] {new KeyValuePair("AWSRequestId", "priming")};
    var layout =
        JsonTemplateLayout.newBuilder()
            .setConfiguration(this)
            .setEventTemplateUri("classpath:log-line.json")
            .setMaxStringLength(MAX_TEXT)
            .build();
    return ConsoleAppender.newBuilder()
        .setName("stdout")
        .setTarget(ConsoleAppender.Target.SYSTEM_OUT)
        .setFollow(true)
        .setConfiguration(this)
        .setLayout(layout)
        .setFilter(
            ThreadContextMapFilter.createFilter(
                priming, "and", Filter.Result.DENY, Filter.Result.NEUTRAL))
        .build();
  }
}
