// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The lines that a start prints: effective values first, then the addresses people need.
final class Banner {
  private final StringBuilder text = new StringBuilder();

  private Banner() {}

  /// @param notActedOn why resources of a type have no effect here, by type
  static String of(
      LocalCloudConfig config, Stack stack, Urls urls, Map<String, String> notActedOn) {
    var banner = new Banner();
    var identity = stack.identity();
    banner.line(
        "stack",
        stack.name() + ", region " + identity.region() + ", account " + identity.accountId());
    banner.line("template", config.stack().template().toString());
    banner.line("parameters", joined(stack.parameters()));
    banner.line("environments", environments(config.functions()));
    if (config.waits().areShortened()) {
      banner.line(
          "platform waits",
          config.waits().factor() + " of AWS's: retries, visibility timeouts, backoff");
    }
    config.trial().folder().ifPresent(folder -> banner.line("state", folder.toString()));
    config.trial().faults().forEach(fault -> banner.line("API fault", fault.toString()));
    config.output().logFolder().ifPresent(folder -> banner.line("logs", folder.toString()));
    new TreeMap<>(notActedOn)
        .forEach((type, reason) -> {
          if (stack.resources().values().stream().map(Resource::type).anyMatch(type::equals)) {
            banner.line("not acted on", type + ": " + reason);
          }
        });
    banner.tables(stack.ofType("AWS::DynamoDB::Table").stream().map(Resource::ref).toList());
    banner.line("gateway", urls.gateway());
    banner.line(
        "AWS endpoint", "AWS_ENDPOINT_URL=" + urls.aws() + " AWS_REGION=" + identity.region());
    new TreeMap<>(stack.outputs())
        .forEach((name, value) -> {
          if (value.startsWith(urls.gateway())) {
            banner.line("output", name + " = " + value);
          }
        });
    new TreeMap<>(urls.generatedKeys())
        .forEach((id, value) ->
            banner.line("API key", id + " = " + value + ", made for this run: header x-api-key"));
    return banner.text.append("ready").toString();
  }

  private void tables(List<String> names) {
    if (!names.isEmpty()) {
      line("tables", String.join(", ", names) + ": in AWS's DynamoDB Local, a process of its own");
    }
  }

  private static String environments(LocalCloudConfig.Functions functions) {
    var limit =
        "at most " + functions.maxEnvironments() + "; more invocations are throttled; each serves ";
    return functions.slots() == 1
        ? limit + "one at a time, as on Lambda"
        : limit + "up to " + functions.slots() + " at once, unlike Lambda's default";
  }

  private static String joined(Map<String, String> parameters) {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
  }

  private void line(String label, String value) {
    text.append("%-16s".formatted(label)).append(value).append('\n');
  }

  /// Where the servers answer, and the API keys that only this run knows.
  record Urls(String gateway, String aws, Map<String, String> generatedKeys) {}
}
