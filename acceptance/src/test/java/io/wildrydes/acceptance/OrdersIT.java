// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The orders system as its callers and its operators see it, with a quick partner that fails as
/// often as the stack's settings say.
@BlackBox
class OrdersIT {
  private static final Pattern REQUEST_ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static SettingsChange quickPartner;

  private final StackUnderTest stack;
  private final Callers callers;

  OrdersIT(StackUnderTest stack) {
    this.stack = stack;
    this.callers = stack.callers();
  }

  @BeforeAll
  static void makeThePartnerQuick(StackUnderTest stack) {
    quickPartner = stack.partner(0.2, 0, 50);
  }

  @AfterAll
  static void leaveThePartnerAsItWas() {
    quickPartner.close();
  }

  @Test
  void deliversEveryAcceptedOrder() {
    var accepted = new HashSet<String>();
    for (int i = 0; i < 30; i++) {
      var answer = callers.notify("{\"order_id\":\"order-" + i + "\"}");
      assertThat(answer.status()).as(answer.body()).isEqualTo(202);
      accepted.add(answer.correlationId());
    }

    assertThat(accepted).hasSize(30);
    stack.logs().awaitDelivered(accepted);
    assertThat(stack.queues().deadCorrelationIds()).doesNotContainAnyElementsOf(accepted);
  }

  @Test
  void answersWithBothIdsAndLetsBrowsersReadThem() {
    var answer = callers.notify("{\"order_id\":\"order-1\"}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("request_id").asText()).matches(REQUEST_ID);
    assertThat(answer.json().path("correlation_id").asText()).isEqualTo(answer.correlationId());
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(answer.header("access-control-expose-headers")).isEqualTo("x-correlation-id");
  }

  @Test
  void keepsTheCallersCorrelationId() {
    var answer = callers.notify("{}", "x-correlation-id", "my-order:1.a_B");

    assertThat(answer.correlationId()).isEqualTo("my-order:1.a_B");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"spaces here", "<script>", "a;b", "\"quotes'\"", "é"})
  void replacesAHostileCorrelationId(String hostile) {
    var answer = callers.notify("{}", "x-correlation-id", hostile);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.correlationId()).matches(REQUEST_ID);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "not JSON    | {\"order_id\":  | 400 | InvalidRequest",
        "empty       | ''              | 400 | InvalidRequest",
        "an array    | [1,2]           | 400 | InvalidRequest",
        "a text      | \"order\"       | 400 | InvalidRequest",
        "a number    | 1               | 400 | InvalidRequest",
        "null        | null            | 400 | InvalidRequest"
      })
  void refusesABodyThatIsNoObject(String name, String body, int status, String code) {
    var answer = callers.notify(body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().at("/error/code").asText()).isEqualTo(code);
    assertThat(answer.json().at("/error/message").asText())
        .isNotEmpty()
        .doesNotContain("Exception");
    assertThat(answer.json().path("correlation_id").asText()).isEqualTo(answer.correlationId());
  }

  @Test
  void refusesAnOrderOver200Kilobytes() {
    var answer = callers.notify("{\"text\":\"" + "x".repeat(200 * 1024) + "\"}");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().at("/error/code").asText()).isEqualTo("TooLarge");
  }

  @ParameterizedTest
  @CsvSource({"GET,/notify", "DELETE,/notify", "POST,/unknown", "POST,/notify/more", "GET,/"})
  void answersUnknownRoutesAsTheGatewayDoes(String method, String path) {
    var answer = callers.send(method, callers.publicApi() + path, "");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    assertThat(answer.correlationId()).matches(REQUEST_ID);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
  }

  @Test
  void answersThePreflight() {
    var answer = callers.send("OPTIONS", callers.publicApi() + "/notify", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("access-control-allow-methods")).isEqualTo("POST,OPTIONS");
  }

  @Test
  void forbidsThePartnersApiWithoutItsKey() {
    var missing = callers.send("POST", callers.slow(), "{}");
    var wrong = callers.send("POST", callers.slow(), "{}", "x-api-key", "x".repeat(40));

    assertThat(List.of(missing.status(), wrong.status())).containsExactly(403, 403);
    assertThat(missing.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    assertThat(wrong.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    assertThat(missing.correlationId()).matches(REQUEST_ID);
    assertThat(wrong.correlationId()).matches(REQUEST_ID);
  }

  @Test
  void canBeFollowedByItsCorrelationIdThroughEveryFunction() {
    var id = "followed-" + UUID.randomUUID();

    callers.notify("{\"order_id\":\"order-to-follow\"}", "x-correlation-id", id);

    stack.logs().awaitDelivered(Set.of(id));
    assertThat(stack.logs().awaitMilestones("notification", id, 2))
        .containsExactly("NOTIFY_REQUEST_RECEIVED", "NOTIFY_EVENT_PUBLISHED");
    assertThat(stack.logs().awaitMilestones("delivery", id, 2))
        .startsWith("DELIVERY_STARTED")
        .endsWith("DELIVERY_COMPLETED");
    assertThat(stack.logs().awaitMilestones("slow-api", id, 2))
        .startsWith("SLOW_CALL_RECEIVED")
        .endsWith("SLOW_CALL_PROCESSED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"notification", "delivery", "slow-api"})
  void leavesNoLineWithoutTheOrdersCorrelationId(String function) {
    var answer = callers.notify("{\"order_id\":\"order-for-orphans\"}");
    stack.logs().awaitDelivered(Set.of(answer.correlationId()));

    var lines = OrphanLines.among(stack.logs().lines(function, ""));

    assertThat(lines.read()).isPositive();
    assertThat(lines.orphans()).isEmpty();
  }
}
