// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.template.Problems;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueuesServiceTest {
  private static final String RULE = "arn:aws:events:us-east-1:000000000000:rule/orders";

  private final Problems problems = new Problems();

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'FifoQueue':true} | Q FifoQueue: FIFO queues are not supported; a standard queue is",
        "{'VisibilityTimeout':43201} | Q VisibilityTimeout: 43201 is not between 0 and 43200",
        "{'MaximumMessageSize':'large'} | Q MaximumMessageSize: 'large' is not a whole number",
        "{'ContentBasedDeduplication':true} | Q ContentBasedDeduplication: is not supported",
        "{'RedrivePolicy':{'maxReceiveCount':3}} | Q RedrivePolicy: Value {'maxReceiveCount':3} for parameter RedrivePolicy is invalid. Reason: Redrive policy does not contain mandatory attribute: deadLetterTargetArn.",
        "{'RedrivePolicy':{'deadLetterTargetArn':'@-gone','maxReceiveCount':3}} | Q RedrivePolicy: {'deadLetterTargetArn':'@-gone','maxReceiveCount':3}: Dead letter target does not exist.",
        "{'RedrivePolicy':{'deadLetterTargetArn':'@','maxReceiveCount':3}} | Q RedrivePolicy: {'deadLetterTargetArn':'@','maxReceiveCount':3}: A queue that is its own dead-letter queue is not supported here.",
        "{'RedriveAllowPolicy':{'redrivePermission':'some'}} | Q RedriveAllowPolicy: Value {'redrivePermission':'some'} for parameter RedriveAllowPolicy is invalid. Reason: redrivePermission must be allowAll, denyAll or byQueue."
      })
  void namesWhatIsWrongWithAQueue(String properties, String problem) {
    read(QueueStacks.stack().queue("Q", quoted(properties)));

    assertThat(problems.found()).containsExactly(quoted(problem).replace("\"large\"", "'large'"));
  }

  @Test
  void acceptsAWholeQueue() {
    read(
        QueueStacks.stack()
            .queue("Q-dlq", "{}")
            .queue(
                "Q",
                quoted(
                    "{'QueueName':'Q','DelaySeconds':'5','KmsMasterKeyId':'alias/aws/sqs','Tags':[],'RedrivePolicy':{'deadLetterTargetArn':'@-dlq','maxReceiveCount':'3'}}")));

    assertThat(problems.found()).isEmpty();
  }

  @Test
  void refusesADeadLetterQueueThatForbidsIt() {
    read(
        QueueStacks.stack()
            .queue("Q-dlq", quoted("{'RedriveAllowPolicy':{'redrivePermission':'denyAll'}}"))
            .queue(
                "Q",
                quoted("{'RedrivePolicy':{'deadLetterTargetArn':'@-dlq','maxReceiveCount':3}}")));

    assertThat(problems.found())
        .containsExactly(
            quoted(
                "Q RedrivePolicy: {'deadLetterTargetArn':'@-dlq','maxReceiveCount':3}: Dead letter target does not permit this queue as its source."));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'FunctionName':'f','EventSourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/1'} | M EventSourceArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/1' is not supported; an SQS queue is",
        "{'FunctionName':'f','EventSourceArn':'@-gone'} | M EventSourceArn: '@-gone' is not a queue of this stack",
        "{'EventSourceArn':'@'} | M FunctionName: is required",
        "{'FunctionName':'f','EventSourceArn':'@','BatchSize':11} | M MaximumBatchingWindowInSeconds: must be at least 1 when BatchSize is over 10",
        "{'FunctionName':'f','EventSourceArn':'@','ScalingConfig':{'MaximumConcurrency':1}} | M ScalingConfig MaximumConcurrency: 1 is not between 2 and 1000",
        "{'FunctionName':'f','EventSourceArn':'@','FunctionResponseTypes':['Other']} | M FunctionResponseTypes: [Other] is not [ReportBatchItemFailures]",
        "{'FunctionName':'f','EventSourceArn':'@','StartingPosition':'LATEST'} | M StartingPosition: is not supported",
        "{'FunctionName':'f','EventSourceArn':'@','FilterCriteria':{'Filters':[{'Pattern':'x'}]}} | M FilterCriteria Filters[0] Pattern: is not JSON",
        "{'FunctionName':'slow:live','EventSourceArn':'@'} | M EventSourceArn: queue visibility timeout: 30 seconds is less than function timeout: 31 seconds"
      })
  void namesWhatIsWrongWithAMapping(String properties, String problem) {
    read(
        QueueStacks.stack()
            .queue("Q", "{}")
            .with("Slow", "AWS::Lambda::Function", "slow", "{\"Timeout\":31}")
            .with("M", MappingReader.TYPE, "m", quoted(properties)));

    assertThat(problems.found()).containsExactly(problem.replace("@", QueueStacks.arn("Q")));
  }

  @Test
  void refusesServicesThatThePolicyDoesNotAllow() {
    var service = read(QueueStacks.stack().queue("Q", "{}"));

    assertThatThrownBy(() ->
            service.send(
                QueueStacks.arn("Q"),
                MessageContent.of("order"),
                new Sender.Service("events.amazonaws.com", RULE)))
        .isInstanceOfSatisfying(
            AwsException.class,
            e -> {
              assertThat(e.code()).isEqualTo("AccessDeniedException");
              assertThat(e.text())
                  .isEqualTo(
                      "events.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:Q because no resource-based policy allows it");
            });
  }

  @Test
  void takesMessagesOfServicesThatThePolicyAllows() {
    var policy =
        "{'Queues':['%s'],'PolicyDocument':{'Statement':[{'Effect':'Allow','Principal':{'Service':'events.amazonaws.com'},'Action':'sqs:SendMessage','Resource':'@','Condition':{'ArnEquals':{'aws:SourceArn':'%s'}}}]}}"
            .formatted(QueueStacks.url("Q"), RULE);
    var service =
        read(
            QueueStacks.stack()
                .queue("Q", "{}")
                .with("P", QueueReader.POLICY, "p", quoted(policy)));

    var id =
        service.send(
            QueueStacks.arn("Q"),
            MessageContent.of("order"),
            new Sender.Service("events.amazonaws.com", RULE));

    assertThat(problems.found()).isEmpty();
    assertThat(id).isNotEmpty();
  }

  @Test
  void takesDeadLettersOfFunctionsWithoutAPolicy() {
    var service = read(QueueStacks.stack().queue("Q", "{}"));

    assertThat(
            service.send(
                QueueStacks.arn("Q"),
                MessageContent.of("event"),
                new Sender.Caller("arn:aws:sts::000000000000:assumed-role/role/f")))
        .isNotEmpty();
  }

  @Test
  void namesPoliciesOfQueuesThatAreNotThere() {
    read(
        QueueStacks.stack()
            .with(
                "P",
                QueueReader.POLICY,
                "p",
                quoted(
                    "{'Queues':['http://127.0.0.1:4566/000000000000/gone'],'PolicyDocument':{'Statement':{'Effect':'Allow'}}}")));

    assertThat(problems.found())
        .containsExactly(
            "P Queues: 'http://127.0.0.1:4566/000000000000/gone' is not the URL of a queue of this stack");
  }

  @Test
  void namesTheTypesItReads() {
    assertThat(QueuesService.resourceTypes())
        .containsExactlyInAnyOrder(
            "AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "AWS::Lambda::EventSourceMapping");
  }

  private QueuesService read(QueueStacks stack) {
    var clock = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));
    return QueuesService.of(
        stack.build(),
        problems,
        QueueStacks.platform(clock, 1),
        (_, _) -> new Functions.Outcome.Failed());
  }

  private static String quoted(String text) {
    return text.replace('\'', '"').replace("@", QueueStacks.arn("Q"));
  }
}
