// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/// Emits metrics in CloudWatch's embedded metric format: one JSON line each, carrying the fields of
/// the invocation like any log line, written whatever the log level is.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>
public final class Metrics {
  private static final Logger LOGGER = LogManager.getLogger(Metrics.class);
  private static final String DIMENSION = "Service";

  private final String service;
  private final InstantSource clock;

  Metrics(String service, InstantSource clock) {
    this.service = service;
    this.clock = clock;
  }

  /// Counts one.
  public void count(Metric metric) {
    LOGGER.info(message(metric, 1));
  }

  public void record(Metric metric, Duration duration) {
    LOGGER.info(message(metric, duration.toMillis()));
  }

  EventMessage message(Metric metric, long value) {
    var definition = Map.of("Name", metric.wireName(), "Unit", metric.unit().wireName());
    var directive =
        Map.of(
            "Namespace", "WildRydes",
            "Dimensions", List.of(List.of(DIMENSION)),
            "Metrics", List.of(definition));
    var root = Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(directive));
    return new EventMessage("metric recorded")
        .with("_aws", root)
        .with(DIMENSION, service)
        .with(metric.wireName(), value);
  }
}
