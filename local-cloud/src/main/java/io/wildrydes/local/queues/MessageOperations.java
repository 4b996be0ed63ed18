// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsCall;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.aws.TraceHeader;
import io.wildrydes.local.json.Json;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The operations on messages. See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html.
///
/// Visibility timeouts last as long as platform waits do here; waiting for messages does not
/// shorten.
final class MessageOperations {
  private static final int MAX_MESSAGES = 10;
  private static final int MAX_BATCH_BYTES = 1_048_576;
  private static final String TRACE_HEADER = "AWSTraceHeader";

  private final Queues queues;
  private final PlatformWaits waits;

  MessageOperations(Queues queues, PlatformWaits waits) {
    this.queues = queues;
    this.waits = waits;
  }

  ObjectNode send(MessageQueue queue, SqsInput input, AwsCall call) {
    var system = AttributeValues.read(input, "MessageSystemAttributes");
    var content = content(input, system, call);
    var message = queues.send(queue, content, delay(input), new Sender.Caller(call.callerArn()));
    var output =
        Json.object()
            .put("MessageId", message.id())
            .put("MD5OfMessageBody", Md5.ofBody(content.body()));
    if (!content.attributes().isEmpty()) {
      output.put("MD5OfMessageAttributes", Md5.ofAttributes(content.attributes()));
    }
    if (!system.isEmpty()) {
      output.put("MD5OfMessageSystemAttributes", Md5.ofAttributes(system));
    }
    return output;
  }

  ObjectNode sendBatch(MessageQueue queue, SqsInput input, AwsCall call) {
    var batch = Batch.of(input);
    int bytes = 0;
    for (var entry : batch.entries()) {
      bytes += sizeBytes(entry, call);
    }
    if (bytes > MAX_BATCH_BYTES) {
      throw SqsErrors.refused(
          "BatchRequestTooLong",
          "Batch requests cannot be longer than %d bytes. You have sent %d bytes."
              .formatted(MAX_BATCH_BYTES, bytes));
    }
    return batch.each(entry -> send(queue, entry, call));
  }

  ObjectNode receive(MessageQueue queue, SqsInput input, AwsCall call) throws InterruptedException {
    int max = input.integer("MaxNumberOfMessages", 1, MAX_MESSAGES).orElse(1);
    var settings = queue.settings();
    int visibility = number(input, QueueNumber.VISIBILITY_TIMEOUT, "VisibilityTimeout", settings);
    int wait = number(input, QueueNumber.RECEIVE_WAIT, "WaitTimeSeconds", settings);
    var selection = Selection.of(input);
    var request = Receive.of(max, waits.of(Duration.ofSeconds(visibility)));
    var messages =
        wait == 0
            ? queues.receive(queue, request, call.now())
            : queues.await(queue, request, Duration.ofSeconds(wait));
    var output = Json.object();
    messages.forEach(message -> output.withArray("Messages").add(selection.write(message)));
    return output;
  }

  ObjectNode delete(MessageQueue queue, SqsInput input, AwsCall call) {
    queue.delete(input.required("ReceiptHandle"));
    return Json.object();
  }

  ObjectNode deleteBatch(MessageQueue queue, SqsInput input, AwsCall call) {
    return Batch.of(input).each(entry -> delete(queue, entry, call));
  }

  ObjectNode changeVisibility(MessageQueue queue, SqsInput input, AwsCall call) {
    var handle = input.required("ReceiptHandle");
    var timeout =
        input
            .integer(
                "VisibilityTimeout",
                QueueNumber.VISIBILITY_TIMEOUT.min(),
                QueueNumber.VISIBILITY_TIMEOUT.max())
            .orElseThrow(() -> SqsErrors.missing("VisibilityTimeout"));
    queue.hide(handle, waits.of(Duration.ofSeconds(timeout)), call.now());
    return Json.object();
  }

  ObjectNode changeVisibilityBatch(MessageQueue queue, SqsInput input, AwsCall call) {
    return Batch.of(input).each(entry -> changeVisibility(queue, entry, call));
  }

  /// What the entry counts; nothing when it will fail for itself.
  private static int sizeBytes(SqsInput entry, AwsCall call) {
    try {
      return content(entry, Map.of(), call).sizeBytes();
    } catch (AwsException e) {
      if (SqsErrors.isMalformed(e)) {
        throw e;
      }
      return 0;
    }
  }

  private static MessageContent content(
      SqsInput input, Map<String, MessageAttribute> system, AwsCall call) {
    for (var unsupported : new String[] {"MessageGroupId", "MessageDeduplicationId"}) {
      if (input.has(unsupported)) {
        throw SqsErrors.invalidValue(
            input.string(unsupported).orElse(""),
            unsupported,
            "The request include parameter that is not valid for this queue type.");
      }
    }
    return new MessageContent(
        input.string("MessageBody").orElse(""),
        AttributeValues.read(input, "MessageAttributes"),
        traceHeader(system, call));
  }

  /// The trace that the message belongs to: the one given with it, or that of the call.
  private static @Nullable String traceHeader(Map<String, MessageAttribute> system, AwsCall call) {
    for (var name : system.keySet()) {
      if (!name.equals(TRACE_HEADER)) {
        throw SqsErrors.invalidParameter(
            "Message system attribute name '%s' is invalid.".formatted(name));
      }
    }
    return system.get(TRACE_HEADER) instanceof MessageAttribute.Text text
        ? text.value()
        : call.trace().flatMap(_ -> call.http().headers().first(TraceHeader.NAME)).orElse(null);
  }

  private static @Nullable Duration delay(SqsInput input) {
    var delay = input.integer("DelaySeconds", QueueNumber.DELAY.min(), QueueNumber.DELAY.max());
    return delay.isPresent() ? Duration.ofSeconds(delay.getAsInt()) : null;
  }

  private static int number(
      SqsInput input, QueueNumber number, String parameter, QueueSettings settings) {
    return input
        .integer(parameter, number.min(), number.max())
        .orElseGet(() -> settings.number(number));
  }
}
