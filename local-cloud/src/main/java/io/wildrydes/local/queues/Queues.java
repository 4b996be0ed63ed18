// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PrincipalIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All queues, and what concerns more than one: finding them, sending by right, redriving to
/// dead-letter queues, waiting for messages. Thread-safe; holds no lock of its own.
final class Queues {
  private static final System.Logger LOG = System.getLogger(Queues.class.getName());

  private final Platform platform;
  private final Map<String, MessageQueue> byName = new LinkedHashMap<>();
  private final Map<String, MessageQueue> byArn = new LinkedHashMap<>();

  Queues(Collection<MessageQueue> queues, Platform platform) {
    this.platform = platform;
    for (var queue : queues) {
      byName.put(queue.address().name(), queue);
      byArn.put(queue.address().arn(), queue);
    }
  }

  Collection<MessageQueue> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  Optional<MessageQueue> byName(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Optional<MessageQueue> byArn(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  /// The queue at the URL; the host does not matter.
  Optional<MessageQueue> byUrl(String url) {
    return byName(QueueAddress.nameIn(url, platform.identity().accountId()));
  }

  /// Adds a message to the queue.
  ///
  /// @param delay the queue's own when absent
  /// @throws AwsException when the message breaks a rule, or the queue's policy does not allow the
  ///   sender
  Message send(
      MessageQueue queue, MessageContent content, @Nullable Duration delay, Sender sender) {
    var settings = queue.settings();
    if (sender instanceof Sender.Service service && !permits(queue, service)) {
      throw SqsErrors.accessDenied(sender.principal(), queue.address().arn());
    }
    MessageRules.check(content, settings.number(QueueNumber.MAXIMUM_MESSAGE_SIZE));
    var now = platform.now();
    var message =
        new Message(platform.uuids().get(), content, PrincipalIds.of(sender.principal()), now);
    queue.put(message, delay == null ? settings.seconds(QueueNumber.DELAY) : delay, now);
    return message;
  }

  /// Receives what is visible now; what was received too often goes to the dead-letter queue
  /// instead, keeping its id, its age and its receive count.
  ///
  /// See
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html.
  ///
  /// @throws AwsException `OverLimit` when too many messages are in flight
  List<ReceivedMessage> receive(MessageQueue queue, Receive request, Instant now) {
    var received = queue.receive(request, now);
    for (var dead : received.dead()) {
      redrive(queue, dead, now);
    }
    return received.messages();
  }

  /// Receives, waiting until there is a message or the time is up (long polling). A queue with too
  /// many messages in flight looks empty.
  ///
  /// See
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html.
  List<ReceivedMessage> await(MessageQueue queue, Receive request, Duration atMost)
      throws InterruptedException {
    var now = platform.now();
    var end = now.plus(atMost);
    var messages = receiveUnlessFull(queue, request, now);
    while (messages.isEmpty() && now.isBefore(end)) {
      queue.awaitVisible(end, platform.clock());
      now = platform.now();
      messages = receiveUnlessFull(queue, request, now);
    }
    return messages;
  }

  /// The queues whose dead letters go to this one.
  List<MessageQueue> sourcesOf(MessageQueue deadLetterQueue) {
    var arn = deadLetterQueue.address().arn();
    return byName.values().stream()
        .filter(queue -> {
          var redrive = queue.settings().redrive();
          return redrive != null && redrive.deadLetterTargetArn().equals(arn);
        })
        .toList();
  }

  /// Why the queue may not have this redrive policy; empty when it may.
  Optional<String> refusal(QueueAddress source, RedrivePolicy redrive) {
    var target = byArn(redrive.deadLetterTargetArn());
    if (target.isEmpty()) {
      return Optional.of("Dead letter target does not exist.");
    }
    if (target.get().address().equals(source)) {
      return Optional.of("A queue that is its own dead-letter queue is not supported here.");
    }
    var allow = target.get().settings().redriveAllow();
    return allow == null || allow.permits(source.arn())
        ? Optional.empty()
        : Optional.of("Dead letter target does not permit this queue as its source.");
  }

  private List<ReceivedMessage> receiveUnlessFull(
      MessageQueue queue, Receive request, Instant now) {
    try {
      return receive(queue, request, now);
    } catch (AwsException e) {
      if (e.code().equals("OverLimit")) {
        return List.of();
      }
      throw e;
    }
  }

  private void redrive(MessageQueue source, HeldMessage dead, Instant now) {
    var policy = source.settings().redrive();
    var target =
        policy == null ? Optional.<MessageQueue>empty() : byArn(policy.deadLetterTargetArn());
    if (target.isEmpty()) {
      source.unhold(dead.message().id(), now); // the policy was taken away meanwhile
      return;
    }
    target.get().adopt(dead, source.address().arn(), now);
    source.forget(dead.message().id());
    LOG.log(
        System.Logger.Level.INFO,
        "message moved to dead-letter queue source={0} target={1} messageId={2} receives={3}",
        source.address().name(),
        target.get().address().name(),
        dead.message().id(),
        dead.receiveCount());
  }

  private static boolean permits(MessageQueue queue, Sender.Service sender) {
    var policy = queue.settings().policy();
    return policy != null && policy.permits(sender, queue.address().arn());
  }
}
