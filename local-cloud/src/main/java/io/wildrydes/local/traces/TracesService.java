// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// X-Ray: receives segment documents as the daemon does, keeps the newest, and decides sampling by
/// the template's rules.
public final class TracesService implements AutoCloseable {
  private static final String SAMPLING_RULE = "AWS::XRay::SamplingRule";
  private static final int MAX_PRIORITY = 9999;

  private final SamplingRules samplingRules;
  private final TraceStore store = new TraceStore(TraceStore.MAX_TRACES, TraceStore.MAX_CHARACTERS);
  private final DaemonReceiver receiver;

  private TracesService(SamplingRules samplingRules, int port) {
    this.samplingRules = samplingRules;
    this.receiver = new DaemonReceiver(port, store);
  }

  public static Set<String> resourceTypes() {
    return Set.of(SAMPLING_RULE);
  }

  /// Reads sampling rules; what is unsupported or wrong becomes a problem.
  ///
  /// @param port the UDP port to receive on; 0 picks a free one
  public static TracesService of(Stack stack, Problems problems, Platform platform, int port) {
    var rules = new ArrayList<SamplingRule>();
    for (var resource : stack.ofType(SAMPLING_RULE)) {
      rules.add(rule(resource, problems));
    }
    return new TracesService(new SamplingRules(rules, platform.random()), port);
  }

  /// Opens the port and begins to receive. Called once.
  public void start() {
    receiver.start();
  }

  /// What `AWS_XRAY_DAEMON_ADDRESS` is to say, `127.0.0.1:<port>`; known once started.
  public String daemonAddress() {
    return receiver.address();
  }

  /// The documents received for one trace, as JSON, in the order of their arrival.
  ///
  /// @param traceId `1-<8 hex>-<24 hex>`
  public List<JsonNode> documents(String traceId) {
    return store.documents(traceId);
  }

  public SamplingRules samplingRules() {
    return samplingRules;
  }

  @Override
  public void close() {
    receiver.close();
  }

  private static SamplingRule rule(Resource resource, Problems problems) {
    var properties = Properties.of(resource, problems);
    var rule = properties.object("SamplingRule");
    properties.accept("Tags");
    properties.end();
    if (rule.isEmpty()) {
      if (!properties.has("SamplingRule")) {
        properties.problem("SamplingRule", "is required");
      }
      return SamplingRule.DEFAULT;
    }
    return rule(rule.get());
  }

  private static SamplingRule rule(Properties properties) {
    var match =
        new SamplingRequest(
            properties.required("ServiceName"),
            properties.required("ServiceType"),
            properties.required("Host"),
            properties.required("HTTPMethod"),
            properties.required("URLPath"));
    properties.oneOf("ResourceARN", "*", "*");
    properties.integer("Version", 1, 1, 1);
    double rate = properties.number("FixedRate", 0);
    if (rate > 1) {
      properties.problem("FixedRate", "%s is not between 0 and 1".formatted(rate));
    }
    var read =
        new SamplingRule(
            properties.required("RuleName"),
            properties.integer("Priority", MAX_PRIORITY, 1, MAX_PRIORITY),
            Math.min(rate, 1),
            properties.integer("ReservoirSize", 0, 0, Integer.MAX_VALUE),
            match);
    properties.end();
    return read;
  }
}
