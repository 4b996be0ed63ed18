// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asynchronous events with the platform's waits shortened to a five-hundredth.
final class AsyncIT {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:";
  @TempDir private static Path folder;
  private static LambdaRig rig;

  @BeforeAll
  static void start() {
    rig =
        new LambdaRig(folder)
            .function(
                "failing",
                "EchoHandler",
                "{\"DeadLetterConfig\":{\"TargetArn\":\"%sdlq\"}}".formatted(QUEUE))
            .function("told", "EchoHandler", "{}")
            .function(
                "closed",
                "EchoHandler",
                "{\"ReservedConcurrentExecutions\":0,"
                    + "\"DeadLetterConfig\":{\"TargetArn\":\"%sclosed-dlq\"}}".formatted(QUEUE))
            .resource(
                "AWS::Lambda::EventInvokeConfig",
                "ToldAsync",
                "told-async",
                LambdaRig.object(
                    """
                    {"FunctionName": "told", "Qualifier": "$LATEST", "MaximumRetryAttempts": 0,
                     "DestinationConfig": {
                       "OnSuccess": {"Destination": "%1$ssuccess"},
                       "OnFailure": {"Destination": "%1$sfailure"}}}
                    """
                        .formatted(QUEUE)))
            .start();
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  @Test
  void triesThreeTimesUnderOneIdAndKeepsTheEventInTheDeadLetterQueue() throws Exception {
    var requestId = rig.service().enqueue(event("failing", "\"throw\""));

    var message = messageFor("dlq");

    assertThat(message.body()).isEqualTo("\"throw\"");
    assertThat(message.attributes().get("RequestID"))
        .isEqualTo(new Messages.Attribute("String", requestId));
    assertThat(message.attributes().get("ErrorCode"))
        .isEqualTo(new Messages.Attribute("Number", "200"));
    assertThat(message.attributes().get("ErrorMessage"))
        .isEqualTo(new Messages.Attribute("String", "broken on purpose"));
    assertThat(rig.texts())
        .filteredOn(line -> line.equals("START RequestId: " + requestId + " Version: $LATEST"))
        .hasSize(3);
    assertThat(rig.events)
        .filteredOn(LambdaEvent.EventGivenUp.class::isInstance)
        .anySatisfy(given -> {
          var up = (LambdaEvent.EventGivenUp) given;
          assertThat(up.requestId()).isEqualTo(requestId);
          assertThat(up.condition()).isEqualTo("RetriesExhausted");
          assertThat(up.kept()).isTrue();
        });
  }

  @Test
  void tellsTheDestinationOfSuccess() throws Exception {
    var requestId = rig.service().enqueue(event("told", "{\"a\":1}"));

    var record = Json.parse(messageFor("success").body());

    assertThat(record.at("/requestContext/requestId").asText()).isEqualTo(requestId);
    assertThat(record.at("/requestContext/functionArn").asText())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:told:$LATEST");
    assertThat(record.at("/requestContext/condition").asText()).isEqualTo("Success");
    assertThat(record.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(1);
    assertThat(record.at("/requestPayload/a").asInt()).isEqualTo(1);
    assertThat(record.at("/responsePayload/a").asInt()).isEqualTo(1);
  }

  @Test
  void tellsTheDestinationOfFailure() throws Exception {
    rig.service().enqueue(event("told", "\"throw\""));

    var record = Json.parse(messageFor("failure").body());

    assertThat(record.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
    assertThat(record.at("/responseContext/functionError").asText()).isEqualTo("Unhandled");
    assertThat(record.at("/responsePayload/errorMessage").asText()).isEqualTo("broken on purpose");
  }

  @Test
  void givesEventsUpAtOnceWhenTheFunctionHasNoConcurrency() throws Exception {
    rig.service().enqueue(event("closed", "{}"));

    assertThat(messageFor("closed-dlq").attributes().get("ErrorCode"))
        .isEqualTo(new Messages.Attribute("Number", "429"));
  }

  private static Messages.Message messageFor(String queue) throws InterruptedException {
    LambdaRig.await("message in " + queue, () -> !messagesFor(queue).isEmpty());
    return messagesFor(queue).getFirst();
  }

  private static List<Messages.Message> messagesFor(String queue) {
    return rig.messages.stream().filter(m -> m.queueArn().equals(QUEUE + queue)).toList();
  }

  private static InvocationRequest event(String function, String payload) {
    return new InvocationRequest(
        function, payload.getBytes(StandardCharsets.UTF_8), Optional.empty());
  }
}
