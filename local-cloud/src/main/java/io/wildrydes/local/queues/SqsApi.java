// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.AwsCall;
import io.wildrydes.local.aws.JsonApi;
import io.wildrydes.local.aws.JsonOperation;
import io.wildrydes.local.http.Response;
import java.util.HashMap;
import java.util.Map;

/// SQS over JSON 1.0, as SDKs and the AWS CLI have spoken it since 2023.
///
/// See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html.
/// Errors carry the code of the Query protocol in `x-amzn-query-error`, because SDKs still show
/// that one.
final class SqsApi implements AwsApi {
  private static final int FIRST_ERROR = 400;

  private final Queues queues;
  private final JsonApi json;

  SqsApi(Queues queues, MessageOperations messages, MessageMoves moves) {
    this.queues = queues;
    var operations = new HashMap<String, JsonOperation>();
    operations.putAll(messageOperations(messages));
    operations.putAll(queueOperations(new QueueOperations(queues)));
    var moving = new MoveOperations(queues, moves);
    operations.put("StartMessageMoveTask", plain(moving::start));
    operations.put("ListMessageMoveTasks", plain(moving::list));
    operations.put("CancelMessageMoveTask", plain(moving::cancel));
    this.json = new JsonApi("sqs", "AmazonSQS", "1.0", operations);
  }

  @Override
  public String signingName() {
    return json.signingName();
  }

  @Override
  public Response handle(AwsCall call) throws InterruptedException {
    var response = json.handle(call);
    if (response.status() < FIRST_ERROR) {
      return response;
    }
    var code = response.headers().first("x-amzn-ErrorType").orElse("InternalFailure");
    return response.with("x-amzn-query-error", SqsErrors.queryCode(code) + ";Sender");
  }

  private Map<String, JsonOperation> messageOperations(MessageOperations messages) {
    return Map.of(
        "SendMessage", onQueue(messages::send),
        "SendMessageBatch", onQueue(messages::sendBatch),
        "ReceiveMessage", onQueue(messages::receive),
        "DeleteMessage", onQueue(messages::delete),
        "DeleteMessageBatch", onQueue(messages::deleteBatch),
        "ChangeMessageVisibility", onQueue(messages::changeVisibility),
        "ChangeMessageVisibilityBatch", onQueue(messages::changeVisibilityBatch));
  }

  private Map<String, JsonOperation> queueOperations(QueueOperations operations) {
    return Map.of(
        "ListQueues", plain(operations::list),
        "GetQueueUrl", plain(operations::url),
        "CreateQueue", plain(operations::create),
        "DeleteQueue",
            onQueue((_, _, _) -> {
              throw QueueOperations.owned();
            }),
        "GetQueueAttributes", onQueue(operations::attributes),
        "SetQueueAttributes", onQueue(operations::setAttributes),
        "PurgeQueue", onQueue(operations::purge),
        "ListDeadLetterSourceQueues", onQueue(operations::sources),
        "ListQueueTags", onQueue(operations::tags));
  }

  private static JsonOperation plain(PlainOperation operation) {
    return (input, call) -> operation.call(new SqsInput(input), call);
  }

  private JsonOperation onQueue(QueueOperation operation) {
    return (input, call) -> {
      var fields = new SqsInput(input);
      var queue =
          queues
              .byUrl(fields.string("QueueUrl").orElse(""))
              .orElseThrow(SqsErrors::queueDoesNotExist);
      return operation.call(queue, fields, call);
    };
  }

  /// An operation that names no queue by its URL.
  @FunctionalInterface
  private interface PlainOperation {
    JsonNode call(SqsInput input, AwsCall call) throws InterruptedException;
  }

  /// An operation on the queue at `QueueUrl`.
  @FunctionalInterface
  private interface QueueOperation {
    JsonNode call(MessageQueue queue, SqsInput input, AwsCall call) throws InterruptedException;
  }
}
