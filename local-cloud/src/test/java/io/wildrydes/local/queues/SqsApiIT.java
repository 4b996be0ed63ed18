// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.aws.AwsEndpoint;
import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.http.Server;
import io.wildrydes.local.http.ServerConfig;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Problems;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.UnsupportedOperationException;

/// The contract against ours, and where AWS and ElasticMQ differ.
final class SqsApiIT extends SqsContract {
  @Override
  Served serve(Map<String, Map<String, String>> queues) {
    var stack = QueueStacks.stack();
    queues.forEach((name, attributes) -> {
      var properties = Json.object();
      attributes.forEach(properties::put);
      stack.queue(name, Json.write(properties));
    });
    var problems = new Problems();
    var platform = QueueStacks.platform(InstantSource.system(), 1);
    var service =
        QueuesService.of(
            stack.build(), problems, platform, (_, _) -> new Functions.Outcome.Failed());
    assertThat(problems.found()).isEmpty();
    var credentials = new Credentials(QueueStacks.IDENTITY, () -> UUID.randomUUID().toString());
    var endpoint =
        new AwsEndpoint(
            List.of(service.api()), credentials, () -> "request-1", InstantSource.system());
    var server = Server.start(ServerConfig.of("aws", 0, 8 * 1024 * 1024), endpoint);
    return new Served(
        URI.create(server.url()),
        () -> {
          server.close();
          service.close();
        });
  }

  // ElasticMQ gives the codes of JSON where AWS's SDKs show those of the Query protocol.
  @Test
  void givesTheCodesThatSdksShow() {
    assertThatThrownBy(() -> client().getQueueUrl(r -> r.queueName("unknown")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("AWS.SimpleQueueService.NonExistentQueue"))
        .hasMessageContaining("The specified queue does not exist.");
    assertThatThrownBy(() -> receive(orders(), 11))
        .satisfies(e -> assertThat(code(e)).isEqualTo("InvalidParameterValue"))
        .hasMessageContaining(
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.");
  }

  // ElasticMQ gives an empty list.
  @Test
  void namesNoMessagesWhenThereAreNone() {
    assertThat(client().receiveMessage(r -> r.queueUrl(orders())).hasMessages()).isFalse();
  }

  // ElasticMQ takes them.
  @Test
  void rejectsEmptyBatch() {
    assertThatThrownBy(() ->
            client()
                .sendMessageBatch(
                    r -> r.queueUrl(orders()).entries(List.<SendMessageBatchRequestEntry>of())))
        .isInstanceOf(EmptyBatchRequestException.class);
  }

  // ElasticMQ refuses them in other words.
  @Test
  void refusesLargerMessages() {
    assertThatThrownBy(() ->
            client().sendMessage(r -> r.queueUrl(orders()).messageBody("x".repeat(1_048_577))))
        .isInstanceOf(SqsException.class)
        .hasMessageContaining(
            "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.");
  }

  // ElasticMQ refuses them in other words.
  @Test
  void refusesBatchesOfMoreThanOneMebibyte() {
    var half = "x".repeat(524_289);

    assertThatThrownBy(() ->
            client()
                .sendMessageBatch(
                    r -> r.queueUrl(orders()).entries(entry("a", half), entry("b", half))))
        .hasMessageContaining(
            "Batch requests cannot be longer than 1048576 bytes. You have sent 1048578 bytes.");
  }

  // ElasticMQ allows it.
  @Test
  void refusesASecondPurgeWithinAMinute() {
    client().purgeQueue(r -> r.queueUrl(orders()));

    assertThatThrownBy(() -> client().purgeQueue(r -> r.queueUrl(orders())))
        .satisfies(
            e -> assertThat(code(e)).isEqualTo("AWS.SimpleQueueService.PurgeQueueInProgress"))
        .hasMessageContaining(
            "Only one PurgeQueue operation on orders is allowed every 60 seconds.");
  }

  // ElasticMQ creates what it is asked for.
  @Test
  void leavesQueuesToTheTemplate() {
    assertThatThrownBy(() -> client().createQueue(r -> r.queueName("another")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(
            "queues come from the template here; change it and start again instead");
    assertThatThrownBy(() -> client().deleteQueue(r -> r.queueUrl(orders())))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(client().createQueue(r -> r.queueName("orders")).queueUrl()).isEqualTo(orders());
  }

  // ElasticMQ has other defaults.
  @Test
  void tellsEveryAttribute() {
    assertThat(
            client()
                .getQueueAttributes(
                    r -> r.queueUrl(orders()).attributeNames(QueueAttributeName.ALL))
                .attributes())
        .containsEntry(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1048576")
        .containsEntry(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "345600")
        .containsEntry(QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS, "0")
        .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "45")
        .containsEntry(
            QueueAttributeName.REDRIVE_POLICY,
            "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:orders-dlq\",\"maxReceiveCount\":2}")
        .containsKeys(
            QueueAttributeName.CREATED_TIMESTAMP, QueueAttributeName.LAST_MODIFIED_TIMESTAMP);
  }

  // ElasticMQ gives them in another order.
  @Test
  void pagesLists() {
    var first = client().listQueues(r -> r.maxResults(1));
    var second = client().listQueues(r -> r.maxResults(1).nextToken(first.nextToken()));

    assertThat(first.queueUrls()).containsExactly(orders());
    assertThat(second.queueUrls()).containsExactly(deadLetters());
    assertThat(second.nextToken()).isNull();
  }

  // ElasticMQ fails with a 500.
  @Test
  void movesOnlyDeadLetters() {
    assertThatThrownBy(
            () -> client().startMessageMoveTask(r -> r.sourceArn(QueueStacks.arn("orders"))))
        .hasMessageContaining("Source queue must be configured as a Dead Letter Queue.");
  }

  /// Bad input in every way the SDK would not send it: AWS-shaped 400s, never a 500.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SendMessage | [] | SerializationException | the request body is not an object",
        "SendMessage | {x | SerializationException | the request body is not JSON",
        "SendMessage | {} | QueueDoesNotExist | The specified queue does not exist.",
        "SendMessage | {'QueueUrl':7} | SerializationException | QueueUrl is not a string",
        "SendMessage | {'QueueUrl':'@'} | MissingRequiredParameterException | The request must contain the parameter MessageBody.",
        "SendMessage | {'QueueUrl':'@','MessageBody':{}} | SerializationException | MessageBody is not a string",
        "SendMessage | {'QueueUrl':'@','MessageBody':'x','DelaySeconds':901} | InvalidParameterValueException | Value 901 for parameter DelaySeconds is invalid. Reason: Must be between 0 and 900, if provided.",
        "SendMessage | {'QueueUrl':'@','MessageBody':'x','DelaySeconds':1e99} | SerializationException | DelaySeconds is not a 32-bit whole number",
        "SendMessage | {'QueueUrl':'@','MessageBody':'x','DelaySeconds':99999999999} | SerializationException | DelaySeconds is not a 32-bit whole number",
        "SendMessage | {'QueueUrl':'@','MessageBody':'x','MessageAttributes':[]} | SerializationException | MessageAttributes is not an object",
        "SendMessage | {'QueueUrl':'@','MessageBody':'x','MessageAttributes':{'a':1}} | SerializationException | MessageAttributes is not made of objects",
        "SendMessage | {'QueueUrl':'@','MessageBody':'x','MessageAttributes':{'a':{'DataType':'Binary','BinaryValue':'%'}}} | SerializationException | BinaryValue is not base64",
        "SendMessage | {'QueueUrl':'@','MessageBody':'x','MessageAttributes':{'a':{'DataType':'Number','StringValue':'x'}}} | InvalidParameterValueException | Can't cast the value of message (user) attribute 'a' to a number.",
        "SendMessage | {'QueueUrl':'@','MessageBody':'\\u0000'} | InvalidMessageContents | Invalid characters found. Valid unicode characters are #x9",
        "SendMessage | {'QueueUrl':'@','MessageBody':'x','MessageGroupId':'g'} | InvalidParameterValueException | Value g for parameter MessageGroupId is invalid. Reason: The request include parameter that is not valid for this queue type.",
        "SendMessageBatch | {'QueueUrl':'@','Entries':{}} | SerializationException | Entries is not a list",
        "SendMessageBatch | {'QueueUrl':'@','Entries':[1]} | SerializationException | Entries is not made of objects",
        "SendMessageBatch | {'QueueUrl':'@','Entries':[{'Id':'a b','MessageBody':'x'}]} | InvalidBatchEntryId | A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
        "ReceiveMessage | {'QueueUrl':'@','WaitTimeSeconds':21} | InvalidParameterValueException | Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be between 0 and 20, if provided.",
        "ReceiveMessage | {'QueueUrl':'@','AttributeNames':['x']} | InvalidAttributeName | Unknown Attribute x.",
        "ReceiveMessage | {'QueueUrl':'@','AttributeNames':'All'} | SerializationException | AttributeNames is not a list",
        "DeleteMessage | {'QueueUrl':'@'} | MissingRequiredParameterException | The request must contain the parameter ReceiptHandle.",
        "ChangeMessageVisibility | {'QueueUrl':'@','ReceiptHandle':'x'} | MissingRequiredParameterException | The request must contain the parameter VisibilityTimeout.",
        "GetQueueAttributes | {'QueueUrl':'@','AttributeNames':['x']} | InvalidAttributeName | Unknown Attribute x.",
        "SetQueueAttributes | {'QueueUrl':'@','Attributes':{'VisibilityTimeout':'-1'}} | InvalidAttributeValue | Invalid value for the parameter VisibilityTimeout.",
        "SetQueueAttributes | {'QueueUrl':'@','Attributes':{'RedrivePolicy':'x'}} | InvalidAttributeValue | Invalid value for the parameter RedrivePolicy.",
        "SetQueueAttributes | {'QueueUrl':'@','Attributes':{'QueueArn':'x'}} | InvalidAttributeName | Unknown Attribute QueueArn.",
        "ListQueues | {'NextToken':'%'} | InvalidParameterValueException | Invalid or expired next token.",
        "CancelMessageMoveTask | {'TaskHandle':'x'} | InvalidParameterValueException | Value for parameter TaskHandle is invalid."
      })
  void refusesBadInput(String operation, String input, String code, String message)
      throws IOException, InterruptedException {
    var response = post(operation, input.replace('\'', '"').replace("@", orders()));

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode body = Json.parse(response.body());
    assertThat(body.path("__type").asText()).isEqualTo(code);
    assertThat(body.path("message").asText()).startsWith(message);
    assertThat(response.headers().firstValue("x-amzn-query-error"))
        .hasValue(SqsErrors.queryCode(code) + ";Sender");
  }

  @Test
  void namesWhatIsSupportedForUnknownOperations() throws IOException, InterruptedException {
    var response = post("AddPermission", "{}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-query-error"))
        .hasValue("InvalidAction;Sender");
    assertThat(Json.parse(response.body()).path("message").asText())
        .startsWith("sqs operation 'AmazonSQS.AddPermission' is not supported here; supported are");
  }

  private HttpResponse<String> post(String operation, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(endpoint())
            .header("X-Amz-Target", "AmazonSQS." + operation)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260301/us-east-1/sqs/aws4_request")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
