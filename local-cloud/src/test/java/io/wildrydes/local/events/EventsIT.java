// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.AwsServer;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.aws.TraceHeader;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;

/// Judged by the AWS SDK's client: answers, deliveries, retries and dead letters.
class EventsIT {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:orders";
  private static final String DLQ = "arn:aws:sqs:us-east-1:000000000000:dlq";
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:f:live";
  private static final String RULE =
      """
      {"Name": "to-%s", "EventBusName": "orders", "EventPattern": {"source": ["%s"]},
       "Targets": [{"Id": "t", "Arn": "%s",
         "RetryPolicy": {"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 3600},
         "DeadLetterConfig": {"Arn": "arn:aws:sqs:us-east-1:000000000000:dlq"}}]}
      """;

  private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
  private final Queue<HandOver> outcomes = new ConcurrentLinkedQueue<>();

  private final AtomicInteger breakages = new AtomicInteger();

  private EventsService service;
  private AwsServer server;
  private EventBridgeClient client;

  @BeforeEach
  void start() {
    var resources = new LinkedHashMap<String, Resource>();
    put(resources, "Orders", "AWS::Events::EventBus", "{\"Name\": \"orders\"}");
    put(resources, "ToQueue", "AWS::Events::Rule", RULE.formatted("queue", "queue", QUEUE));
    var off =
        RULE.formatted("off", "off", QUEUE)
            .replace("\"Name\"", "\"State\": \"DISABLED\", \"Name\"");
    put(resources, "Off", "AWS::Events::Rule", off);
    put(resources, "ToFn", "AWS::Events::Rule", RULE.formatted("function", "function", FUNCTION));
    var identity = Identity.local("us-east-1");
    var platform =
        new Platform(
            identity,
            Instant::now,
            new PlatformWaits(0.01),
            () -> UUID.randomUUID().toString(),
            new Random(7));
    var problems = new Problems();
    service =
        EventsService.of(
            new Stack("test", identity, resources, Map.of(), Map.of()),
            problems,
            platform,
            new Ports((arn, message) -> take(arn, message), this::take));
    assertThat(problems.found()).isEmpty();
    service.start();
    server = AwsServer.of(service.api());
    client = server.client(EventBridgeClient.builder());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    service.close();
  }

  @Test
  void deliversAnEventToAQueueWithItsTrace() throws Exception {
    var trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    var response = put(entry("queue").traceHeader(trace).build());

    assertThat(response.failedEntryCount()).isZero();
    var delivered = nextSent();
    assertThat(delivered.arn()).isEqualTo(QUEUE);
    assertThat(delivered.message().trace()).isEqualTo(TraceHeader.parse(trace).orElseThrow());
    assertThat(delivered.message().sourceArn())
        .isEqualTo("arn:aws:events:us-east-1:000000000000:rule/orders/to-queue");
    var event = Json.parse(delivered.message().body());
    assertThat(event.get("id").textValue()).isEqualTo(response.entries().getFirst().eventId());
    assertThat(event.get("detail")).isEqualTo(Json.parse("{\"a\":1}"));
  }

  @Test
  void takesTheTraceOfTheCallWhenTheEntryHasNone() {
    var trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0";

    client.putEvents(request ->
        request
            .entries(entry("queue").build())
            .overrideConfiguration(c -> c.putHeader("X-Amzn-Trace-Id", trace)));

    assertThat(nextSent().message().trace()).isEqualTo(TraceHeader.parse(trace).orElseThrow());
  }

  @Test
  void handsOverNoTraceWhenThereIsNone() {
    put(entry("queue").build());

    assertThat(nextSent().message().trace()).isNull();
  }

  @Test
  void invokesAFunction() throws Exception {
    put(entry("function").build());

    assertThat(nextSent().arn()).isEqualTo(FUNCTION);
  }

  @Test
  void retriesAThrottledTargetThenWritesADeadLetter() throws Exception {
    for (int i = 0; i < 3; i++) {
      outcomes.add(HandOver.throttled("Rate Exceeded."));
    }

    put(entry("queue").build());

    var tries = IntStream.range(0, 3).mapToObj(_ -> nextSent().arn()).toList();
    assertThat(tries).containsOnly(QUEUE);
    var deadLetter = nextSent();
    assertThat(deadLetter.arn()).isEqualTo(DLQ);
    assertThat(deadLetter.message().attributes())
        .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts")
        .containsEntry("RETRY_ATTEMPTS", "2");
    assertThat(Json.parse(deadLetter.message().body()).get("source").textValue())
        .isEqualTo("queue");
  }

  @Test
  void keepsTheEventOfATargetThatThrows() throws Exception {
    breakages.set(1);

    put(entry("queue").build());

    assertThat(nextSent().arn()).isEqualTo(QUEUE);
    assertThat(nextSent().arn()).isEqualTo(QUEUE);
  }

  @Test
  void answersPartialFailuresWithStatus200() {
    var response =
        put(
            PutEventsRequestEntry.builder().detailType("t").detail("{}").build(),
            entry("queue").build());

    assertThat(response.failedEntryCount()).isEqualTo(1);
    assertThat(response.entries().getFirst().errorCode()).isEqualTo("InvalidArgument");
    assertThat(response.entries().getFirst().errorMessage())
        .isEqualTo("Parameter Source is not valid. Reason: Source is a required argument.");
    assertThat(response.entries().getLast().eventId()).isNotEmpty();
  }

  @Test
  void refusesElevenEntries() {
    var eleven = IntStream.range(0, 11).mapToObj(_ -> entry("queue").build()).toList();

    assertThatExceptionOfType(EventBridgeException.class)
        .isThrownBy(() -> client.putEvents(request -> request.entries(eleven)))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400))
        .extracting(e -> e.awsErrorDetails().errorMessage())
        .isEqualTo(
            "1 validation error detected: Value '[11 members]' at 'entries' failed to satisfy"
                + " constraint: Member must have length less than or equal to 10");
  }

  @Test
  void describesBusesRulesAndTargets() {
    assertThat(client.listEventBuses(r -> {}).eventBuses())
        .extracting(bus -> bus.name())
        .containsExactly("default", "orders");
    assertThat(client.describeEventBus(r -> {}).name()).isEqualTo("default");
    assertThat(client.listRules(r -> r.eventBusName("orders").namePrefix("to-q")).rules())
        .extracting(rule -> rule.name())
        .containsExactly("to-queue");
    var rule = client.describeRule(r -> r.name("to-queue").eventBusName("orders"));
    assertThat(rule.eventPattern()).isEqualTo("{\"source\":[\"queue\"]}");
    var target = client.listTargetsByRule(r -> r.rule("to-queue").eventBusName("orders")).targets();
    assertThat(target.getFirst().retryPolicy().maximumRetryAttempts()).isEqualTo(2);
    assertThat(target.getFirst().retryPolicy().maximumEventAgeInSeconds()).isEqualTo(3600);
    assertThat(target.getFirst().deadLetterConfig().arn()).isEqualTo(DLQ);
    assertThat(client.describeRule(r -> r.name("to-off").eventBusName("orders")).state())
        .isEqualTo(RuleState.DISABLED);
  }

  @Test
  void pagesRules() {
    var first = client.listRules(r -> r.eventBusName("orders").limit(2));
    var second =
        client.listRules(r -> r.eventBusName("orders").limit(2).nextToken(first.nextToken()));

    assertThat(first.rules())
        .extracting(rule -> rule.name())
        .containsExactly("to-function", "to-off");
    assertThat(second.rules()).extracting(rule -> rule.name()).containsExactly("to-queue");
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void switchesARuleOffAndOn() throws Exception {
    client.disableRule(r -> r.name("to-queue").eventBusName("orders"));
    put(entry("queue").build());
    assertThat(client.describeRule(r -> r.name("to-queue").eventBusName("orders")).state())
        .isEqualTo(RuleState.DISABLED);

    client.enableRule(r -> r.name("to-queue").eventBusName("orders"));
    var delivered = put(entry("queue").build()).entries().getFirst().eventId();

    assertThat(Json.parse(nextSent().message().body()).get("id").textValue()).isEqualTo(delivered);
  }

  @Test
  void namesWhatIsNotThere() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> client.describeRule(r -> r.name("none")))
        .withMessageContaining("Rule none does not exist on EventBus default.");
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> client.describeEventBus(r -> r.name("none")))
        .withMessageContaining("Event bus none does not exist.");
  }

  @Test
  void testsPatterns() {
    var event =
        "{\"id\":\"1\",\"account\":\"1\",\"source\":\"s\",\"time\":\"2026-01-01T00:00:00Z\","
            + "\"region\":\"r\",\"resources\":[],\"detail-type\":\"t\",\"detail\":{\"n\":3}}";

    assertThat(
            client
                .testEventPattern(r ->
                    r.event(event).eventPattern("{\"detail\":{\"n\":[{\"numeric\":[\">\",2]}]}}"))
                .result())
        .isTrue();
    assertThatExceptionOfType(InvalidEventPatternException.class)
        .isThrownBy(
            () -> client.testEventPattern(r -> r.event(event).eventPattern("{\"source\":1}")))
        .withMessageContaining("Event pattern is not valid. Reason: \"source\" must be an object");
    assertThatExceptionOfType(EventBridgeException.class)
        .isThrownBy(() -> client.testEventPattern(r -> r.event("{}").eventPattern("{\"a\":[1]}")))
        .withMessageContaining("Parameter Event is not valid. Reason: id is a required argument.");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                     | SerializationException",
        "[]                                    | SerializationException",
        "{\"Entries\":{}}                      | SerializationException",
        "{\"Entries\":[1]}                     | SerializationException",
        "{\"Entries\":[{\"Source\":1}]}        | SerializationException",
        "{\"Entries\":[{\"Resources\":[{}]}]}  | SerializationException",
        "{\"Entries\":[{\"Time\":\"now\"}]}    | SerializationException",
        "{\"Entries\":[{\"Time\":-1}]}         | SerializationException",
        "{\"Entries\":[{\"Time\":1e999999}]}   | SerializationException",
        "{}                                    | ValidationException",
        "{\"Entries\":null}                    | ValidationException",
        "{\"Entries\":[]}                      | ValidationException",
        "{\"EndpointId\":\"a.b\"}              | ValidationException",
      })
  void refusesHostileInputAsAwsDoes(String body, String code) throws Exception {
    var response = server.post("events", "AWSEvents.PutEvents", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Json.parse(response.body()).get("__type").textValue()).isEqualTo(code);
  }

  @Test
  void takesHostileNumbersWithoutHarm() throws Exception {
    var detail = "{\\\"a\\\":1e999999999,\\\"b\\\":1e-999999999,\\\"c\\\":[[[]]]}";
    var body =
        "{\"Entries\":[{\"Source\":\"queue\",\"DetailType\":\"t\",\"EventBusName\":\"orders\","
            + "\"Detail\":\""
            + detail
            + "\"}]}";

    assertThat(server.post("events", "AWSEvents.PutEvents", body).statusCode()).isEqualTo(200);
    assertThat(nextSent().message().body()).contains("1E+999999999");
  }

  @ParameterizedTest(name = "{0} levels: {1} refused")
  @CsvSource({"999, 0", "1000, 0", "1001, 1", "9999, 1"})
  void neverBreaksOnADeepDetail(int levels, int refused) {
    var lists = "[".repeat(levels - 1) + "]".repeat(levels - 1);

    var response = put(entry("queue").detail("{\"a\":" + lists + "}").build());

    assertThat(response.failedEntryCount()).isEqualTo(refused);
  }

  @Test
  void namesUnsupportedOperations() {
    assertThatExceptionOfType(EventBridgeException.class)
        .isThrownBy(() -> client.deleteRule(r -> r.name("to-queue")))
        .withMessageContaining(
            "events operation 'AWSEvents.DeleteRule' is not supported here; supported are"
                + " DescribeEventBus, DescribeRule, DisableRule, EnableRule, ListEventBuses,"
                + " ListRules, ListTargetsByRule, PutEvents, TestEventPattern");
  }

  private PutEventsResponse put(PutEventsRequestEntry... entries) {
    return client.putEvents(request -> request.entries(entries));
  }

  private static PutEventsRequestEntry.Builder entry(String source) {
    return PutEventsRequestEntry.builder()
        .source(source)
        .detailType("t")
        .detail("{\"a\": 1}")
        .eventBusName("orders");
  }

  private HandOver take(String arn, Outgoing message) {
    sent.add(new Sent(arn, message));
    var outcome = outcomes.poll();
    if (breakages.getAndDecrement() > 0) {
      throw new IllegalStateException("the target broke");
    }
    return outcome == null ? HandOver.delivered() : outcome;
  }

  private Sent nextSent() {
    try {
      var next = sent.poll(10, TimeUnit.SECONDS);
      assertThat(next).as("a delivery within 10 s").isNotNull();
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void put(
      Map<String, Resource> resources, String id, String type, String properties) {
    resources.put(id, new Resource(id, type, id, (ObjectNode) Json.parse(properties)));
  }

  private record Sent(String arn, Outgoing message) {}
}
