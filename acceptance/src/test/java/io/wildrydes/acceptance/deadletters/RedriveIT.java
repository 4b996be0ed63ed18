// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.FakeAws;
import io.wildrydes.acceptance.FakeAws.Answer;
import io.wildrydes.acceptance.LocalOnly;
import io.wildrydes.acceptance.StopSignal;
import io.wildrydes.testing.LocalCloudExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// A redrive that ends before everything is moved: each message is in one place afterwards, the
/// dead-letter queue or the one it came from.
@LocalOnly("fills dead-letter queues by hand")
class RedriveIT {
  @RegisterExtension
  static final LocalCloudExtension CLOUD =
      LocalCloudExtension.of(Path.of("src/test/resources/deadletters/queues.yaml"));

  private final List<String> progress = new ArrayList<>();
  private SqsClient sqs;

  @BeforeEach
  void connect() {
    sqs = AwsAccess.local(CLOUD.awsEndpoint()).client(SqsClient.builder());
  }

  @AfterEach
  void takeAllAway() {
    List.of("OrdersUrl", "OrdersDlqUrl", "RuleDlqUrl").forEach(this::take);
    sqs.close();
  }

  @Test
  void movesAsManyAsTheLimitSaysAndNamesThem() {
    send("RuleDlqUrl", RedriveIT::givenUpByARule, 3);

    var redriven = redriver(2).run(CLOUD.cloud().outputs(), "rule-dlq");

    var moved = take("OrdersUrl");
    assertThat(redriven).isEqualTo(new Redriven(2, List.of()));
    assertThat(moved)
        .hasSize(2)
        .allSatisfy(message -> assertThat(message.messageAttributes()).isEmpty());
    assertThat(take("RuleDlqUrl")).hasSize(1);
    assertThat(progress)
        .containsAll(
            moved.stream()
                .map(message -> "rule-dlq: moved correlation id " + correlationId(message))
                .toList());
  }

  @Test
  void movesOneByOneOutOfAQueuesDeadLetterQueueWhereSqsWouldMoveAll() {
    send("OrdersDlqUrl", number -> Map.of("own", text("value-" + number)), 3);

    var redriver = redriver(1);
    var plan = redriver.plan(CLOUD.cloud().outputs(), "orders-dlq");
    var redriven = redriver.run(CLOUD.cloud().outputs(), "");

    assertThat(plan).containsExactly("orders-dlq: about 3, one by one to orders");
    assertThat(redriven).isEqualTo(new Redriven(1, List.of()));
    assertThat(take("OrdersUrl"))
        .singleElement()
        .satisfies(message ->
            assertThat(message.messageAttributes().values())
                .singleElement()
                .extracting(own -> own.stringValue(), InstanceOfAssertFactories.STRING)
                .startsWith("value-"));
    assertThat(take("OrdersDlqUrl")).hasSize(2);
  }

  @Test
  void losesAndDoublesNothingWhenStoppedBetweenTwoMessages() {
    send("RuleDlqUrl", RedriveIT::givenUpByARule, 5);
    var stop = new StopSignal();
    Consumer<String> stopsAtTheSecond =
        line -> {
          progress.add(line);
          if (progress.size() == 2) {
            stop.give();
          }
        };

    var redriven =
        new Redriver(AwsAccess.local(CLOUD.awsEndpoint()), stop, Redriver.ALL, stopsAtTheSecond)
            .run(CLOUD.cloud().outputs(), "rule-dlq");

    assertThat(redriven)
        .isEqualTo(new Redriven(2, List.of("rule-dlq: ended early, the rest is where it was")));
    assertThat(take("OrdersUrl").stream().map(RedriveIT::correlationId))
        .hasSize(2)
        .doesNotContainAnyElementsOf(
            take("RuleDlqUrl").stream().map(RedriveIT::correlationId).toList());
  }

  @Test
  void saysWhichWillComeTwiceWhenItCannotDelete() throws Exception {
    try (var aws = FakeAws.of(RedriveIT::deletingNothing)) {
      var redriven =
          new Redriver(AwsAccess.local(aws.endpoint()), new StopSignal(), 1, progress::add)
              .run(Map.of("OrdersDlqUrl", "http://127.0.0.1/0/orders-dlq"), "");

      assertThat(redriven.moved()).isEqualTo(1);
      assertThat(redriven.problems())
          .singleElement()
          .asString()
          .startsWith(
              "correlation id c-1: moved, but in orders-dlq still, so that it will be moved again:");
      assertThat(aws.asked()).endsWith("SendMessage", "DeleteMessage", "ChangeMessageVisibility");
    }
  }

  @Test
  void cancelsTheMoveTaskWhenItsTimeIsOver() throws Exception {
    var stop = new StopSignal();
    try (var aws = FakeAws.of(operation -> movingUntil(stop, operation))) {
      var redriven =
          new Redriver(AwsAccess.local(aws.endpoint()), stop, Redriver.ALL, progress::add)
              .run(Map.of("OrdersDlqUrl", "http://127.0.0.1/0/orders-dlq"), "");

      assertThat(redriven)
          .isEqualTo(
              new Redriven(
                  3, List.of("orders-dlq: the move task was cancelled, the rest is where it was")));
      assertThat(aws.asked()).endsWith("CancelMessageMoveTask");
    }
  }

  private static Answer deletingNothing(String operation) {
    return switch (operation) {
      case "ReceiveMessage" -> FakeAws.message("c-1");
      case "GetQueueUrl" -> Answer.ok("{\"QueueUrl\":\"http://127.0.0.1/0/orders\"}");
      case "SendMessage" ->
          Answer.ok(
              "{\"MessageId\":\"m-2\",\"MD5OfMessageBody\":\"%s\"}"
                  .formatted(FakeAws.md5(FakeAws.event("c-1"))));
      case "DeleteMessage" -> Answer.error("ReceiptHandleIsInvalid");
      default -> ordersDlq(operation);
    };
  }

  /// A task without an end; the time runs from the first look at it.
  private static Answer movingUntil(StopSignal stop, String operation) {
    return switch (operation) {
      case "ListMessageMoveTasks" -> {
        stop.giveAfter(Duration.ofMillis(1));
        yield Answer.ok(
            """
            {"Results":[{"Status":"RUNNING","TaskHandle":"t","ApproximateNumberOfMessagesMoved":2,
            "ApproximateNumberOfMessagesToMove":9}]}
            """);
      }
      case "CancelMessageMoveTask" -> Answer.ok("{\"ApproximateNumberOfMessagesMoved\":3}");
      default -> ordersDlq(operation);
    };
  }

  /// A dead-letter queue with one source.
  private static Answer ordersDlq(String operation) {
    return switch (operation) {
      case "GetQueueAttributes" ->
          Answer.ok(
              """
              {"Attributes":{"QueueArn":"arn:aws:sqs:us-east-1:000000000000:orders-dlq",
              "ApproximateNumberOfMessages":"9","ApproximateNumberOfMessagesNotVisible":"0"}}
              """);
      case "ListDeadLetterSourceQueues" ->
          Answer.ok("{\"queueUrls\":[\"http://127.0.0.1/0/orders\"]}");
      default -> Answer.ok("{}");
    };
  }

  private Redriver redriver(int limit) {
    return new Redriver(
        AwsAccess.local(CLOUD.awsEndpoint()), new StopSignal(), limit, progress::add);
  }

  private void send(
      String output, IntFunction<Map<String, MessageAttributeValue>> attributes, int count) {
    for (int i = 0; i < count; i++) {
      var body = FakeAws.event("c-" + i);
      var own = attributes.apply(i);
      sqs.sendMessage(
          send -> send.queueUrl(CLOUD.output(output)).messageBody(body).messageAttributes(own));
    }
  }

  private static Map<String, MessageAttributeValue> givenUpByARule(int number) {
    return Map.of(
        "RULE_ARN", text("arn:aws:events:us-east-1:000000000000:rule/bus/rule-" + number),
        "TARGET_ARN", text(CLOUD.output("OrdersArn")));
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  private static String correlationId(Message message) {
    return message.body().replaceAll(".*\"(c-\\d+)\".*", "$1");
  }

  /// All that can be received, deleted.
  private List<Message> take(String output) {
    var url = CLOUD.output(output);
    var taken = new ArrayList<Message>();
    while (true) {
      var some =
          sqs.receiveMessage(receive ->
                  receive.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
              .messages();
      if (some.isEmpty()) {
        return taken;
      }
      some.forEach(message ->
          sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle())));
      taken.addAll(some);
    }
  }
}
