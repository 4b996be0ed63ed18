// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.Durable;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.json.Fields;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/// SQS and its event source mappings.
public final class QueuesService implements Durable, AutoCloseable {
  /// How long running invocations may take to end on close.
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final Queues queues;
  private final Platform platform;
  private final MessageMoves moves;
  private final SqsApi api;
  private final List<Poller> pollers;
  private final StoredQueues stored;

  private QueuesService(Queues queues, List<Poller> pollers, Platform platform) {
    this.queues = queues;
    this.platform = platform;
    this.moves = new MessageMoves(queues, platform);
    this.api = new SqsApi(queues, new MessageOperations(queues, platform.waits()), moves);
    this.pollers = List.copyOf(pollers);
    this.stored = new StoredQueues(queues, platform);
  }

  public static Set<String> resourceTypes() {
    return Set.of(QueueReader.QUEUE, QueueReader.POLICY, MappingReader.TYPE);
  }

  /// The queues of a stack, with the URLs that the stack has for them, and its mappings.
  ///
  /// @param functions what the mappings invoke
  public static QueuesService of(
      Stack stack, Problems problems, Platform platform, Functions functions) {
    var queues = new QueueReader(stack, problems, platform).read();
    var pollers =
        new MappingReader(stack, problems, queues)
            .read().stream()
                .map(mapping -> new Poller(mapping, queues, functions, platform))
                .toList();
    return new QueuesService(queues, pollers, platform);
  }

  /// The API for the AWS endpoint.
  public AwsApi api() {
    return api;
  }

  /// Sends a message on behalf of a service or a function, for the services that put events or dead
  /// letters into queues.
  ///
  /// @return the message's id
  /// @throws AwsException `QueueDoesNotExist`; `AccessDeniedException` when the queue's policy does
  ///   not allow the service; `InvalidParameterValueException` when the message is too long or
  ///   malformed
  public String send(String queueArn, MessageContent content, Sender sender) {
    var queue = queues.byArn(queueArn).orElseThrow(SqsErrors::queueDoesNotExist);
    return queues.send(queue, content, null, sender).id();
  }

  @Override
  public String durableName() {
    return "sqs";
  }

  @Override
  public ObjectNode save() {
    return stored.save();
  }

  @Override
  public List<String> restore(Fields saved) {
    return stored.restore(saved);
  }

  @Override
  public SortedMap<String, Integer> waiting() {
    return stored.waiting();
  }

  /// Starts the mappings.
  public void start() {
    pollers.forEach(Poller::start);
  }

  /// Stops mappings and move tasks; waits a few seconds for running invocations.
  @Override
  public void close() {
    pollers.forEach(Poller::stop);
    var end = platform.now().plus(DRAIN);
    pollers.forEach(poller -> poller.join(end));
    moves.close();
  }
}
