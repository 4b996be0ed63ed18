// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.TraceHeader;
import io.wildrydes.local.events.HandOver;
import io.wildrydes.local.events.Outgoing;
import io.wildrydes.local.events.Ports;
import io.wildrydes.local.gateway.Functions.Invocation;
import io.wildrydes.local.gateway.Functions.Result;
import io.wildrydes.local.gateway.GatewayPorts;
import io.wildrydes.local.gateway.Sampling.Candidate;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.lambda.InvocationRequest;
import io.wildrydes.local.lambda.InvocationResult;
import io.wildrydes.local.lambda.LambdaPorts;
import io.wildrydes.local.lambda.LambdaService;
import io.wildrydes.local.lambda.Messages;
import io.wildrydes.local.logs.LogEvent;
import io.wildrydes.local.logs.LogsService;
import io.wildrydes.local.queues.Functions.Outcome;
import io.wildrydes.local.queues.MessageAttribute;
import io.wildrydes.local.queues.MessageContent;
import io.wildrydes.local.queues.QueuesService;
import io.wildrydes.local.queues.Sender;
import io.wildrydes.local.traces.SamplingRequest;
import io.wildrydes.local.traces.TracesService;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Connects the services: each speaks to the others only through the one-method interfaces that it
/// declares itself, and these are their implementations. What one service calls a thing is
/// translated into the other's words here, and nowhere else.
final class Connections {
  private final Platform platform;
  private final LogsService logs;
  private final TracesService traces;
  private final Late<LambdaService> lambda = new Late<>();
  private final Late<QueuesService> queues = new Late<>();

  Connections(Platform platform, LogsService logs, TracesService traces) {
    this.platform = platform;
    this.logs = logs;
    this.traces = traces;
  }

  /// Called once, before anything starts.
  void complete(LambdaService lambdaService, QueuesService queuesService) {
    lambda.set(lambdaService);
    queues.set(queuesService);
  }

  GatewayPorts gatewayPorts(Credentials credentials) {
    return new GatewayPorts(
        this::invokeForGateway,
        this::recordsRequest,
        (group, line, at) -> logs.append(new LogEvent(group, "access", at, line)),
        credentials);
  }

  LambdaPorts lambdaPorts(Credentials credentials) {
    return new LambdaPorts(
        credentials,
        line -> logs.append(new LogEvent(line.group(), line.stream(), line.at(), line.text())),
        this::sendForLambda,
        _ -> {}, // metrics and Lambda's own segments are not kept yet
        this::recordsInvocation);
  }

  Ports eventsPorts() {
    return new Ports(this::invokeForRule, this::sendForRule);
  }

  /// A queue's batch starts a trace of its own.
  Outcome invokeForQueue(String functionArn, String payload) throws InterruptedException {
    var request = new InvocationRequest(functionArn, payload.getBytes(UTF_8), Optional.empty());
    return switch (lambda.get().invoke(request)) {
      case InvocationResult.Answered answer ->
          new Outcome.Succeeded(new String(answer.payload(), UTF_8));
      case InvocationResult.FunctionError _, InvocationResult.Refused _ -> new Outcome.Failed();
      case InvocationResult.Throttled _ -> new Outcome.Throttled();
    };
  }

  private Result invokeForGateway(Invocation invocation) throws InterruptedException {
    var request =
        new InvocationRequest(
            invocation.functionArn(), invocation.payload(), Optional.of(invocation.trace()));
    var pending = new CompletableFuture<InvocationResult>();
    Thread.ofVirtual().name("gateway-invocation").start(() -> complete(pending, request));
    try {
      boolean patient = lambda.get().isDebugged(invocation.functionArn());
      return result(
          patient
              ? pending.get() // somebody sits at a breakpoint, and the caller wants the answer
              : pending.get(invocation.timeout().toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      return new Result.StillRunning("-");
    } catch (ExecutionException e) {
      throw new IllegalStateException("invocation could not be made", e.getCause());
    }
  }

  private void complete(CompletableFuture<InvocationResult> pending, InvocationRequest request) {
    try {
      pending.complete(lambda.get().invoke(request));
    } catch (InterruptedException | RuntimeException e) {
      pending.completeExceptionally(e);
    }
  }

  private static Result result(InvocationResult result) {
    return switch (result) {
      case InvocationResult.Answered answer ->
          new Result.Success(answer.execution().requestId(), answer.payload());
      case InvocationResult.FunctionError error ->
          new Result.FunctionError(error.execution().requestId(), message(error.payload()));
      case InvocationResult.Throttled _ -> new Result.Throttled("-");
      case InvocationResult.Refused refused ->
          new Result.Failed("-", refused.status(), refused.code());
    };
  }

  private static String message(byte[] errorPayload) {
    return Json.parse(errorPayload).path("errorMessage").asText();
  }

  private HandOver invokeForRule(String functionArn, Outgoing message) {
    var payload = message.body().getBytes(UTF_8);
    var trace = Optional.ofNullable(message.trace());
    try {
      lambda.get().enqueue(new InvocationRequest(functionArn, payload, trace));
      return HandOver.delivered();
    } catch (AwsException e) {
      return e.status() == 404
          ? HandOver.noResource(e.text())
          : HandOver.invalidParameter(e.text());
    }
  }

  private HandOver sendForRule(String queueArn, Outgoing message) {
    var content =
        new MessageContent(
            message.body(),
            message.attributes().entrySet().stream()
                .collect(
                    Collectors.toMap(Map.Entry::getKey, e -> MessageAttribute.of(e.getValue()))),
            text(message.trace()));
    try {
      var sender = new Sender.Service("events.amazonaws.com", message.sourceArn());
      queues.get().send(queueArn, content, sender);
      return HandOver.delivered();
    } catch (AwsException e) {
      return switch (e.code()) {
        case "QueueDoesNotExist" -> HandOver.noResource(e.text());
        case "AccessDeniedException" -> HandOver.noPermissions(e.text());
        default -> HandOver.invalidParameter(e.text());
      };
    }
  }

  private void sendForLambda(Messages.Message message) {
    var attributes =
        message.attributes().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> attribute(e.getValue())));
    var trace = text(message.trace().orElse(null));
    var content = new MessageContent(message.body(), attributes, trace);
    queues.get().send(message.queueArn(), content, new Sender.Caller("lambda.amazonaws.com"));
  }

  private static MessageAttribute attribute(Messages.Attribute attribute) {
    return new MessageAttribute.Text(attribute.type(), attribute.value());
  }

  private boolean recordsRequest(Candidate candidate) {
    return traces
        .samplingRules()
        .decide(
            new SamplingRequest(
                candidate.service(),
                "AWS::ApiGateway::Stage",
                candidate.host(),
                candidate.method(),
                candidate.path()),
            platform.now());
  }

  private boolean recordsInvocation(String functionName) {
    var request = new SamplingRequest(functionName, "AWS::Lambda::Function", "", "", "");
    return traces.samplingRules().decide(request, platform.now());
  }

  private static @Nullable String text(@Nullable TraceHeader trace) {
    return trace == null ? null : trace.text();
  }
}
