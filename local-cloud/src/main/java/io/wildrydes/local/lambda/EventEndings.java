// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What becomes of asynchronous events at their end: destinations get a record of the invocation,
/// the dead-letter queue the event itself.
///
/// See https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html.
final class EventEndings {
  private static final System.Logger LOG = System.getLogger(EventEndings.class.getName());

  private final Platform platform;
  private final LambdaPorts ports;
  private final Enqueue enqueue;

  /// @param enqueue invokes a destination that is a function
  EventEndings(Platform platform, LambdaPorts ports, Enqueue enqueue) {
    this.platform = platform;
    this.ports = ports;
    this.enqueue = enqueue;
  }

  /// Ends an event.
  ///
  /// @param condition [AsyncPolicy#SUCCESS], or why it was given up
  /// @param result the last try's, if there was one
  void end(AsyncEvent event, String condition, Optional<InvocationResult> result) {
    var async = event.target().async();
    if (condition.equals(AsyncPolicy.SUCCESS)) {
      deliver(async.onSuccess(), event, () -> recordText(event, condition, result));
      return;
    }
    boolean recorded =
        deliver(async.onFailure(), event, () -> recordText(event, condition, result));
    boolean kept = deadLetter(event, condition, result);
    var name = event.target().version().name();
    ports
        .observer()
        .observe(
            new LambdaEvent.EventGivenUp(
                name, event.requestId(), condition, recorded || kept, platform.now()));
  }

  private boolean deliver(@Nullable String arn, AsyncEvent event, Supplier<String> text) {
    if (arn == null) {
      return false;
    }
    try {
      if (Arns.isOf(arn, "sqs")) {
        var trace = event.request().trace();
        ports.messages().send(new Messages.Message(arn, text.get(), Map.of(), trace));
      } else {
        var payload = text.get().getBytes(StandardCharsets.UTF_8);
        enqueue.enqueue(new InvocationRequest(arn, payload, event.request().trace()));
      }
      return true;
    } catch (RuntimeException e) {
      lost(event, arn, e);
      return false;
    }
  }

  private boolean deadLetter(
      AsyncEvent event, String condition, Optional<InvocationResult> result) {
    var arn = event.target().version().function().deadLetterArn();
    if (arn == null) {
      return false;
    }
    try {
      ports.messages().send(DeadLetter.of(arn, event, condition, result));
      return true;
    } catch (RuntimeException e) {
      lost(event, arn, e);
      return false;
    }
  }

  /// A boundary: whatever the target's failure, the event is gone and somebody must know.
  private static void lost(AsyncEvent event, String arn, RuntimeException e) {
    var text =
        "asynchronous event not kept function=%s requestId=%s target=%s"
            .formatted(event.target().version().name(), event.requestId(), arn);
    if (e instanceof AwsException refusal) {
      LOG.log(System.Logger.Level.ERROR, text + " cause=" + refusal.text());
    } else {
      LOG.log(System.Logger.Level.ERROR, text, e);
    }
  }

  private String recordText(AsyncEvent event, String condition, Optional<InvocationResult> result) {
    var text = Json.object().put("version", "1.0").put("timestamp", platform.now().toString());
    text.putObject("requestContext")
        .put("requestId", event.requestId())
        .put("functionArn", qualifiedArn(event.target()))
        .put("condition", condition)
        .put("approximateInvokeCount", event.attempts());
    text.set("requestPayload", json(event.request().payload()));
    switch (result.orElse(null)) {
      case InvocationResult.Answered(var payload, var execution) -> {
        text.putObject("responseContext")
            .put("statusCode", 200)
            .put("executedVersion", execution.executedVersion());
        text.set("responsePayload", json(payload));
      }
      case InvocationResult.FunctionError(var payload, var execution) -> {
        text.putObject("responseContext")
            .put("statusCode", 200)
            .put("executedVersion", execution.executedVersion())
            .put("functionError", "Unhandled");
        text.set("responsePayload", json(payload));
      }
      case null, default -> {}
    }
    return Json.write(text);
  }

  private static String qualifiedArn(Target target) {
    var arn = target.invokedArn();
    return arn.endsWith(":function:" + target.version().name())
        ? arn + ":" + FunctionVersion.LATEST
        : arn;
  }

  private static JsonNode json(byte[] text) {
    try {
      return Json.parse(text);
    } catch (MalformedJsonException _) {
      return Json.object().textNode(new String(text, StandardCharsets.UTF_8));
    }
  }

  /// Invokes a function asynchronously.
  @FunctionalInterface
  interface Enqueue {
    void enqueue(InvocationRequest request);
  }
}
