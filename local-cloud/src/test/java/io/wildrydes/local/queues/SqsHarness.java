// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/// A queue and its dead-letter queue at some SQS, reached through AWS's own client.
abstract class SqsHarness {
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

  final SendMessageResponse send(String body) {
    return client.sendMessage(r -> r.queueUrl(orders).messageBody(body));
  }

  /// One message with these of its system attributes.
  final Message receive(String queueUrl, MessageSystemAttributeName... names) {
    return client
        .receiveMessage(r -> r.queueUrl(queueUrl).messageSystemAttributeNames(names))
        .messages()
        .getFirst();
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

  final String traceOfNext() {
    var names = MessageSystemAttributeName.AWS_TRACE_HEADER;
    return client
        .receiveMessage(r -> r.queueUrl(orders).messageSystemAttributeNames(names))
        .messages()
        .getFirst()
        .attributes()
        .getOrDefault(names, "");
  }

  final void sendTwelve() {
    IntStream.range(0, 12)
        .forEach(i -> client.sendMessage(r -> r.queueUrl(orders).messageBody("message " + i)));
  }

  /// An SQS that runs.
  record Served(URI endpoint, Runnable stop) {}
}
