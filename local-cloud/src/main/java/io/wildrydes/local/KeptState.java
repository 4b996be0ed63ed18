// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Durable;
import io.wildrydes.local.json.Fields;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import io.wildrydes.local.template.Stack;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Brings what the services hold over an orderly stop: given to them before they start, asked of
/// them when all are closed. Without a file it only says what is dropped.
final class KeptState implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(KeptState.class.getName());
  private static final String FORMAT = "wild-rydes local-cloud state 1";

  /// Stands for the gateway's address in parameters: the next run's may be another.
  private static final String GATEWAY = "http://gateway.invalid/";

  private static final String PARAMETERS = "ssm";

  private final Optional<StateFile> file;
  private final Stack stack;
  private final List<Durable> services;
  private final String gateway;

  /// Where the stop is told; logging may have ended by then.
  private final PrintStream console = System.err;

  /// @param gatewayUrl where the gateway answers in this run; parameters may name it
  KeptState(Optional<StateFile> file, Stack stack, List<Durable> services, String gatewayUrl) {
    this.file = file;
    this.stack = stack;
    this.services = services;
    this.gateway = gatewayUrl + "/";
  }

  /// Gives the services what they held when the last local cloud stopped.
  ///
  /// @throws IllegalArgumentException when the file is damaged or another stack's; it stays as it
  ///   is
  void restore() {
    if (file.isEmpty()) {
      return;
    }
    file.get()
        .abandoned()
        .ifPresent(path ->
            LOG.log(
                System.Logger.Level.WARNING,
                "state lost, the last local cloud was killed; what it had started from is in {0}",
                path));
    try {
      var text = file.get().read();
      if (text.isPresent()) {
        restore(Fields.of(Json.parse(text.get())));
      }
    } catch (IOException | MalformedJsonException | AwsException e) {
      throw unusable("is damaged: " + e.getMessage());
    }
  }

  /// From here on the state is this run's.
  void take() {
    file.ifPresent(StateFile::take);
  }

  /// Writes down what the closed services hold, or says what is gone.
  @Override
  public void close() throws IOException {
    var waiting = new TreeMap<String, Integer>();
    services.forEach(service -> waiting.putAll(service.waiting()));
    var counts =
        waiting.entrySet().stream()
            .map(place -> place.getKey() + ": " + place.getValue())
            .collect(Collectors.joining(", "));
    if (file.isPresent()) {
      try (var open = file.get()) {
        open.write(Json.write(saved()));
        console.println(
            "local-cloud: state kept in " + open.path() + (counts.isEmpty() ? "" : "; " + counts));
      }
    } else if (!counts.isEmpty()) {
      console.println("local-cloud: stopped without --state, gone are " + counts);
    }
  }

  private void restore(Fields saved) {
    if (!saved.optionalText("format").filter(FORMAT::equals).isPresent()) {
      throw unusable("was not written by this version of local-cloud");
    }
    var owner = saved.text("stack") + " in " + saved.text("region");
    var here = stack.name() + " in " + stack.identity().region();
    if (!owner.equals(here)) {
      throw unusable("is of stack " + owner + ", not of " + here);
    }
    var content = saved.object("services");
    for (var service : services) {
      var name = service.durableName();
      var own = readdressed(name, content.object(name).members(), GATEWAY, gateway);
      for (var homeless : service.restore(Fields.of(own))) {
        LOG.log(System.Logger.Level.WARNING, "not taken back: " + homeless);
      }
    }
  }

  private ObjectNode saved() {
    var saved =
        Json.object()
            .put("format", FORMAT)
            .put("stack", stack.name())
            .put("region", stack.identity().region());
    var content = saved.putObject("services");
    for (var service : services) {
      var name = service.durableName();
      content.set(name, readdressed(name, service.save(), gateway, GATEWAY));
    }
    return saved;
  }

  private static JsonNode readdressed(String name, ObjectNode content, String from, String to) {
    return name.equals(PARAMETERS) ? Json.parse(Json.write(content).replace(from, to)) : content;
  }

  private IllegalArgumentException unusable(String why) {
    return new IllegalArgumentException(
        "state file %s %s; move it away to start without it"
            .formatted(file.orElseThrow().path(), why));
  }
}
