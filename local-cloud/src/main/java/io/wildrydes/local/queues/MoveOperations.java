// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsCall;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The operations on message move tasks. See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html.
final class MoveOperations {
  private static final int MAX_PER_SECOND = 500;

  private final Queues queues;
  private final MessageMoves moves;

  MoveOperations(Queues queues, MessageMoves moves) {
    this.queues = queues;
    this.moves = moves;
  }

  ObjectNode start(SqsInput input, AwsCall call) {
    var source = source(input.required("SourceArn"));
    var destination = destination(input.string("DestinationArn"));
    int maxPerSecond = input.integer("MaxNumberOfMessagesPerSecond", 1, MAX_PER_SECOND).orElse(0);
    return Json.object().put("TaskHandle", handle(moves.start(source, destination, maxPerSecond)));
  }

  ObjectNode list(SqsInput input, AwsCall call) {
    var source = source(input.required("SourceArn"));
    int max = input.integer("MaxResults", 1, MessageMoves.MAX_KNOWN).orElse(1);
    var output = Json.object();
    moves.of(source).stream()
        .limit(max)
        .map(MoveOperations::write)
        .forEach(output.putArray("Results")::add);
    return output;
  }

  ObjectNode cancel(SqsInput input, AwsCall call) {
    var handle = decode(input.required("TaskHandle"));
    var _ = source(handle.string("sourceArn").orElse(""));
    var task =
        moves
            .byId(handle.string("taskId").orElse(""))
            .orElseThrow(
                () -> new AwsException(404, "ResourceNotFoundException", "Task does not exist."));
    if (!task.cancel()) {
      throw SqsErrors.invalidParameter("Only active tasks can be cancelled.");
    }
    return Json.object().put("ApproximateNumberOfMessagesMoved", task.progress().moved());
  }

  private MessageQueue source(String arn) {
    return queues.byArn(arn).orElseThrow(() -> SqsErrors.notFound("SourceArn"));
  }

  private @Nullable MessageQueue destination(Optional<String> arn) {
    return arn.isEmpty()
        ? null
        : queues.byArn(arn.get()).orElseThrow(() -> SqsErrors.notFound("DestinationArn"));
  }

  private static ObjectNode write(MoveTask task) {
    var request = task.request();
    var progress = task.progress();
    var node =
        Json.object()
            .put("Status", progress.status().name())
            .put("SourceArn", request.source().address().arn())
            .put("ApproximateNumberOfMessagesMoved", progress.moved())
            .put("ApproximateNumberOfMessagesToMove", progress.toMove())
            .put("StartedTimestamp", progress.startedAt().toEpochMilli());
    if (progress.status() == MoveTask.Status.RUNNING) {
      node.put("TaskHandle", handle(task));
    }
    if (request.destination() != null) {
      node.put("DestinationArn", request.destination().address().arn());
    }
    if (request.maxPerSecond() > 0) {
      node.put("MaxNumberOfMessagesPerSecond", request.maxPerSecond());
    }
    if (progress.failureReason() != null) {
      node.put("FailureReason", progress.failureReason());
    }
    return node;
  }

  private static String handle(MoveTask task) {
    var handle =
        Json.object()
            .put("taskId", task.request().taskId())
            .put("sourceArn", task.request().source().address().arn());
    return Base64.getEncoder().encodeToString(Json.write(handle).getBytes(StandardCharsets.UTF_8));
  }

  private static SqsInput decode(String handle) {
    try {
      if (Json.parse(Base64.getDecoder().decode(handle)) instanceof ObjectNode object) {
        return new SqsInput(object);
      }
    } catch (IllegalArgumentException | MalformedJsonException _) {
      // neither base64 nor JSON: not ours, as below
    }
    throw SqsErrors.invalidParameter("Value for parameter TaskHandle is invalid.");
  }
}
