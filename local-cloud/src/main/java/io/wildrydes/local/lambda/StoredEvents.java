// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.TraceHeader;
import io.wildrydes.local.json.Fields;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The asynchronous events that wait, as JSON. Used before events are tried and after.
final class StoredEvents {
  private static final String EVENTS = "events";

  private final AsyncInvocations async;
  private final Function<String, Target> functions;
  private final List<ObjectNode> strangers = new ArrayList<>();

  /// @param functions finds a function by name or ARN, or throws an [AwsException]
  StoredEvents(AsyncInvocations async, Function<String, Target> functions) {
    this.async = async;
    this.functions = functions;
  }

  ObjectNode save() {
    var saved = Json.object();
    var list = saved.putArray(EVENTS);
    async.waiting().forEach(event -> list.add(json(event)));
    strangers.forEach(list::add);
    return saved;
  }

  /// Puts events back; those for a function that is gone are kept for the next [#save()].
  List<String> restore(Fields saved) {
    var found = new ArrayList<AsyncEvent>();
    var homeless = new ArrayList<String>();
    for (var fields : saved.objects(EVENTS)) {
      event(fields)
          .ifPresentOrElse(
              found::add,
              () -> {
                strangers.add(fields.members());
                homeless.add(
                    "event %s for function %s, which the template does not have"
                        .formatted(fields.text("requestId"), fields.text("target")));
              });
    }
    found.forEach(async::restore);
    return homeless;
  }

  SortedMap<String, Integer> waitingByFunction() {
    var waiting = new TreeMap<String, Integer>();
    for (var event : async.waiting()) {
      waiting.merge("function " + event.target().version().name(), 1, Integer::sum);
    }
    return waiting;
  }

  private static ObjectNode json(AsyncEvent event) {
    var request = event.request();
    return Json.object()
        .put("target", event.target().invokedArn())
        .put("function", request.function())
        .put("payload", Base64.getEncoder().encodeToString(request.payload()))
        .put("trace", request.trace().map(TraceHeader::text).orElse(null))
        .put("clientContext", request.clientContext())
        .put("requestId", event.requestId())
        .put("accepted", event.accepted().toString())
        .put("attempts", event.attempts())
        .put("throttles", event.throttles())
        .put("due", event.due().toString());
  }

  private Optional<AsyncEvent> event(Fields fields) {
    var request =
        new InvocationRequest(
            fields.text("function"),
            payload(fields),
            fields.optionalText("trace").flatMap(TraceHeader::parse),
            fields.optionalText("clientContext").orElse(null));
    var requestId = fields.text("requestId");
    Instant accepted = fields.instant("accepted");
    int attempts = Math.toIntExact(fields.number("attempts"));
    int throttles = Math.toIntExact(fields.number("throttles"));
    Instant due = fields.instant("due");
    return target(fields.text("target"))
        .map(target ->
            new AsyncEvent(target, request, requestId, accepted, attempts, throttles, due));
  }

  private static byte[] payload(Fields fields) {
    try {
      return Base64.getDecoder().decode(fields.text("payload"));
    } catch (IllegalArgumentException _) {
      throw new MalformedJsonException("payload is not base64");
    }
  }

  private Optional<Target> target(String arn) {
    try {
      return Optional.of(functions.apply(arn));
    } catch (AwsException _) {
      return Optional.empty();
    }
  }
}
