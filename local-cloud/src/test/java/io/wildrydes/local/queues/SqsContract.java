// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

/// What every SQS does, judged by AWS's own client, which also checks every digest.
abstract class SqsContract {
  private static final String TRACE =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

  private Served served;
  private SqsClient client;
  private String orders;
  private String deadLetters;

  /// Starts an SQS that has these queues, each with its attributes, all of them empty.
  abstract Served serve(Map<String, Map<String, String>> queues);

  @BeforeEach
  final void connect() {
    var redrive =
        "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:orders-dlq\",\"maxReceiveCount\":2}";
    served =
        serve(
            Map.of(
                "orders-dlq", Map.of(),
                "orders", Map.of("RedrivePolicy", redrive, "VisibilityTimeout", "45")));
    client = client(served.endpoint());
    orders = client.getQueueUrl(r -> r.queueName("orders")).queueUrl();
    deadLetters = client.getQueueUrl(r -> r.queueName("orders-dlq")).queueUrl();
  }

  @AfterEach
  final void disconnect() {
    client.close();
    served.stop().run();
  }

  static SqsClient client(URI endpoint) {
    return SqsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  final URI endpoint() {
    return served.endpoint();
  }

  final SqsClient client() {
    return client;
  }

  final String orders() {
    return orders;
  }

  final String deadLetters() {
    return deadLetters;
  }

  @Test
  void listsQueuesByPrefix() {
    assertThat(client.listQueues(r -> r.queueNamePrefix("orders-")).queueUrls())
        .containsExactly(deadLetters);
  }

  @Test
  void namesNoUrlForUnknownQueues() {
    assertThatThrownBy(() -> client.getQueueUrl(r -> r.queueName("unknown")))
        .isInstanceOf(QueueDoesNotExistException.class);
  }

  @Test
  void refusesUnknownQueues() {
    assertThatThrownBy(() -> client.sendMessage(r -> r.queueUrl(orders + "-x").messageBody("x")))
        .isInstanceOf(QueueDoesNotExistException.class);
  }

  @Test
  void givesWhatWasSentWithItsDigests() {
    var sent = client.sendMessage(r -> r.queueUrl(orders).messageBody("grüße 🦄"));

    var received = receive(orders, 1).getFirst();

    assertThat(received.messageId()).isEqualTo(sent.messageId());
    assertThat(received.body()).isEqualTo("grüße 🦄");
    assertThat(received.md5OfBody()).isEqualTo(sent.md5OfMessageBody());
    assertThat(received.hasAttributes()).isFalse();
    assertThat(received.hasMessageAttributes()).isFalse();
  }

  @Test
  void givesMessageAttributesOfEveryType() {
    var attributes =
        Map.of(
            "Kind", text("String", "order"),
            "Priority", text("Number", "7.5"),
            "Label", text("String.color", "red"),
            "Seal", binary(new byte[] {0, 1, -1}));
    var sent =
        client.sendMessage(
            r -> r.queueUrl(orders).messageBody("order").messageAttributes(attributes));

    var received =
        client
            .receiveMessage(r -> r.queueUrl(orders).messageAttributeNames("All"))
            .messages()
            .getFirst();

    assertThat(received.messageAttributes()).isEqualTo(attributes);
    assertThat(received.md5OfMessageAttributes()).isEqualTo(sent.md5OfMessageAttributes());
  }

  @Test
  void givesTheMessageAttributesAskedFor() {
    client.sendMessage(r ->
        r.queueUrl(orders)
            .messageBody("order")
            .messageAttributes(Map.of("Kind", text("String", "a"), "Color", text("String", "b"))));

    var received =
        client
            .receiveMessage(r -> r.queueUrl(orders).messageAttributeNames("Kind", "Missing"))
            .messages()
            .getFirst();

    assertThat(received.messageAttributes()).containsOnlyKeys("Kind");
  }

  @Test
  void givesSystemAttributesAskedFor() {
    client.sendMessage(r -> r.queueUrl(orders).messageBody("order"));

    var received =
        client
            .receiveMessage(r ->
                r.queueUrl(orders)
                    .messageSystemAttributeNames(
                        MessageSystemAttributeName.SENT_TIMESTAMP,
                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
            .messages()
            .getFirst();

    assertThat(received.attributes())
        .containsOnlyKeys(
            MessageSystemAttributeName.SENT_TIMESTAMP,
            MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1");
  }

  @Test
  void keepsTheTraceOfTheCall() {
    client.sendMessage(r ->
        r.queueUrl(orders)
            .messageBody("order")
            .overrideConfiguration(c -> c.putHeader("X-Amzn-Trace-Id", TRACE)));

    assertThat(traceOfNext()).isEqualTo(TRACE);
  }

  @Test
  void prefersTheTraceGivenWithTheMessage() {
    client.sendMessage(r ->
        r.queueUrl(orders)
            .messageBody("order")
            .messageSystemAttributes(
                Map.of(
                    MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                    MessageSystemAttributeValue.builder()
                        .dataType("String")
                        .stringValue(TRACE)
                        .build()))
            .overrideConfiguration(
                c -> c.putHeader("X-Amzn-Trace-Id", TRACE.replace("Sampled=1", "Sampled=0"))));

    assertThat(traceOfNext()).isEqualTo(TRACE);
  }

  @Test
  void hidesWhatIsInFlight() {
    client.sendMessage(r -> r.queueUrl(orders).messageBody("order"));

    assertThat(receive(orders, 10)).hasSize(1);
    assertThat(receive(orders, 10)).isEmpty();
  }

  @Test
  void givesNothingFromAnEmptyQueue() {
    assertThat(receive(orders, 10)).isEmpty();
  }

  @Test
  void givesAtMostTenMessages() {
    sendTwelve();

    assertThat(receive(orders, 10)).hasSize(10);
    assertThat(receive(orders, 10)).hasSize(2);
  }

  @Test
  void waitsForMessages() throws InterruptedException {
    var sender =
        Thread.ofVirtual()
            .unstarted(() -> client.sendMessage(r -> r.queueUrl(orders).messageBody("late")));
    sender.start();

    var received = client.receiveMessage(r -> r.queueUrl(orders).waitTimeSeconds(10));

    assertThat(received.messages()).extracting(Message::body).containsExactly("late");
    sender.join();
  }

  @Test
  void waitsForVisibilityToEnd() {
    client.sendMessage(r -> r.queueUrl(orders).messageBody("order"));
    client.receiveMessage(r -> r.queueUrl(orders).visibilityTimeout(1));

    var again = client.receiveMessage(r -> r.queueUrl(orders).waitTimeSeconds(10));

    assertThat(again.messages()).hasSize(1);
  }

  @Test
  void deletesByReceiptHandle() {
    client.sendMessage(r -> r.queueUrl(orders).messageBody("order"));
    var handle = receive(orders, 1).getFirst().receiptHandle();

    client.deleteMessage(r -> r.queueUrl(orders).receiptHandle(handle));

    assertThat(counts(orders)).containsExactly("0", "0", "0");
  }

  @Test
  void changesVisibility() {
    client.sendMessage(r -> r.queueUrl(orders).messageBody("order"));
    var handle = receive(orders, 1).getFirst().receiptHandle();

    client.changeMessageVisibility(
        r -> r.queueUrl(orders).receiptHandle(handle).visibilityTimeout(0));

    assertThat(receive(orders, 1)).hasSize(1);
  }

  @Test
  void countsMessages() {
    client.sendMessage(r -> r.queueUrl(orders).messageBody("visible"));
    client.sendMessage(r -> r.queueUrl(orders).messageBody("in flight"));
    client.sendMessage(r -> r.queueUrl(orders).messageBody("delayed").delaySeconds(900));
    receive(orders, 1);

    assertThat(counts(orders)).containsExactly("1", "1", "1");
  }

  @Test
  void tellsAndChangesAttributes() {
    client.setQueueAttributes(
        r -> r.queueUrl(orders).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "77")));

    var attributes =
        client
            .getQueueAttributes(r ->
                r.queueUrl(orders)
                    .attributeNames(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        QueueAttributeName.QUEUE_ARN,
                        QueueAttributeName.DELAY_SECONDS))
            .attributes();

    assertThat(attributes)
        .isEqualTo(
            Map.of(
                QueueAttributeName.VISIBILITY_TIMEOUT, "77",
                QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:us-east-1:000000000000:orders",
                QueueAttributeName.DELAY_SECONDS, "0"));
  }

  @Test
  void purges() {
    sendTwelve();

    client.purgeQueue(r -> r.queueUrl(orders));

    assertThat(receive(orders, 10)).isEmpty();
  }

  @Test
  void redrivesWhatWasReceivedTooOften() {
    var sent = client.sendMessage(r -> r.queueUrl(orders).messageBody("poison"));
    receiveAndLetGo();
    receiveAndLetGo();

    assertThat(receive(orders, 1)).isEmpty();
    var dead =
        client
            .receiveMessage(r ->
                r.queueUrl(deadLetters).messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages()
            .getFirst();

    assertThat(dead.messageId()).isEqualTo(sent.messageId());
    assertThat(dead.attributes())
        .containsEntry(
            MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN,
            "arn:aws:sqs:us-east-1:000000000000:orders");
  }

  @Test
  void namesTheSourcesOfDeadLetters() {
    assertThat(client.listDeadLetterSourceQueues(r -> r.queueUrl(deadLetters)).queueUrls())
        .containsExactly(orders);
  }

  @Test
  void takesBatches() {
    var sent =
        client.sendMessageBatch(r -> r.queueUrl(orders).entries(entry("a", "1"), entry("b", "2")));

    assertThat(sent.successful())
        .extracting(SendMessageBatchResultEntry::id)
        .containsExactly("a", "b");
    var entries =
        receive(orders, 10).stream()
            .map(m ->
                DeleteMessageBatchRequestEntry.builder()
                    .id("id" + m.body())
                    .receiptHandle(m.receiptHandle())
                    .build())
            .toList();
    assertThat(client.deleteMessageBatch(r -> r.queueUrl(orders).entries(entries)).successful())
        .hasSize(2);
    assertThat(counts(orders)).containsExactly("0", "0", "0");
  }

  @Test
  void failsBatchEntriesForThemselves() {
    client.sendMessage(r -> r.queueUrl(orders).messageBody("order"));
    var handle = receive(orders, 1).getFirst().receiptHandle();

    var deleted =
        client.deleteMessageBatch(r ->
            r.queueUrl(orders)
                .entries(
                    DeleteMessageBatchRequestEntry.builder()
                        .id("good")
                        .receiptHandle(handle)
                        .build(),
                    DeleteMessageBatchRequestEntry.builder()
                        .id("bad")
                        .receiptHandle("nonsense")
                        .build()));

    assertThat(deleted.successful()).hasSize(1);
    assertThat(deleted.failed())
        .extracting(BatchResultErrorEntry::id, BatchResultErrorEntry::code)
        .containsExactly(tuple("bad", "ReceiptHandleIsInvalid"));
  }

  @Test
  void rejectsBatchOfEleven() {
    var eleven = IntStream.range(0, 11).mapToObj(i -> entry("id" + i, "x")).toList();

    assertThatThrownBy(() -> client.sendMessageBatch(r -> r.queueUrl(orders).entries(eleven)))
        .isInstanceOf(TooManyEntriesInBatchRequestException.class);
  }

  @Test
  void rejectsRepeatedBatchIds() {
    assertThatThrownBy(() ->
            client.sendMessageBatch(
                r -> r.queueUrl(orders).entries(entry("a", "1"), entry("a", "2"))))
        .isInstanceOf(BatchEntryIdsNotDistinctException.class);
  }

  @Test
  void rejectsMoreThanTenMessagesAReceive() {
    assertThatThrownBy(() -> receive(orders, 11)).isInstanceOf(SqsException.class);
  }

  @Test
  void rejectsForeignReceiptHandles() {
    assertThatThrownBy(
            () -> client.deleteMessage(r -> r.queueUrl(orders).receiptHandle("nonsense")))
        .isInstanceOf(SqsException.class)
        .satisfies(e -> assertThat(code(e)).isEqualTo("ReceiptHandleIsInvalid"));
  }

  @Test
  void movesDeadLettersBack() {
    client.sendMessage(r -> r.queueUrl(orders).messageBody("poison"));
    receiveAndLetGo();
    receiveAndLetGo();
    receive(orders, 1);

    client.startMessageMoveTask(r -> r.sourceArn("arn:aws:sqs:us-east-1:000000000000:orders-dlq"));

    var back = client.receiveMessage(r -> r.queueUrl(orders).waitTimeSeconds(10)).messages();
    assertThat(back).extracting(Message::body).containsExactly("poison");
  }

  @Test
  void takesMessagesOfOneMebibyte() {
    client.sendMessage(r -> r.queueUrl(orders).messageBody("x".repeat(1_048_576)));

    assertThat(receive(orders, 1).getFirst().body()).hasSize(1_048_576);
  }

  @Test
  void keepsCountAndAgeOfDeadLetters() {
    client.sendMessage(r -> r.queueUrl(orders).messageBody("poison"));
    receiveAndLetGo();
    receiveAndLetGo();
    receive(orders, 1);

    var dead =
        client
            .receiveMessage(r ->
                r.queueUrl(deadLetters).messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages()
            .getFirst();

    assertThat(dead.attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "3");
  }

  @Test
  void listsMoveTasks() {
    var source = QueueStacks.arn("orders-dlq");
    var handle = client.startMessageMoveTask(r -> r.sourceArn(source)).taskHandle();

    assertThat(handle).isNotEmpty();
    var results = client.listMessageMoveTasks(r -> r.sourceArn(source)).results();
    assertThat(results).hasSize(1);
    assertThat(results.getFirst().approximateNumberOfMessagesToMove()).isZero();
  }

  final List<Message> receive(String queueUrl, int max) {
    return client
        .receiveMessage(
            ReceiveMessageRequest.builder().queueUrl(queueUrl).maxNumberOfMessages(max).build())
        .messages();
  }

  /// Visible, in flight and delayed messages.
  final List<String> counts(String queueUrl) {
    var attributes =
        client
            .getQueueAttributes(r -> r.queueUrl(queueUrl).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return Stream.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)
        .map(attributes::get)
        .toList();
  }

  final void receiveAndLetGo() {
    var handle = receive(orders, 1).getFirst().receiptHandle();
    client.changeMessageVisibility(
        r -> r.queueUrl(orders).receiptHandle(handle).visibilityTimeout(0));
  }

  static String code(Throwable e) {
    return ((AwsServiceException) e).awsErrorDetails().errorCode();
  }

  static SendMessageBatchRequestEntry entry(String id, String body) {
    return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
  }

  static MessageAttributeValue text(String type, String value) {
    return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
  }

  static MessageAttributeValue binary(byte[] bytes) {
    return MessageAttributeValue.builder()
        .dataType("Binary")
        .binaryValue(SdkBytes.fromByteArray(bytes))
        .build();
  }

  private String traceOfNext() {
    var names = MessageSystemAttributeName.AWS_TRACE_HEADER;
    return client
        .receiveMessage(r -> r.queueUrl(orders).messageSystemAttributeNames(names))
        .messages()
        .getFirst()
        .attributes()
        .getOrDefault(names, "");
  }

  private void sendTwelve() {
    IntStream.range(0, 12)
        .forEach(i -> client.sendMessage(r -> r.queueUrl(orders).messageBody("message " + i)));
  }

  /// An SQS that runs.
  record Served(URI endpoint, Runnable stop) {}
}
