// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.LocalCloudConfig.Source;
import io.wildrydes.testing.Await;
import io.wildrydes.testing.CapturedOutput;
import io.wildrydes.testing.LocalCloudExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/// The JUnit extension as other projects' tests use it: test classes of this file, run by JUnit.
@LocalOnly("is about a tool for tests on this machine")
class LocalCloudExtensionIT {
  private static final Path QUEUES = Path.of("src/test/resources/deadletters/queues.yaml");

  /// A busy machine may let the first start of a function end at its time limit.
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /// What tests saw, in the order of their running.
  private static final Queue<Object> SEEN = new ConcurrentLinkedQueue<>();

  private static final AtomicInteger STARTS = new AtomicInteger();

  /// Lets tests end only when both are there.
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  @TempDir private static Path folder;
  private static Path guestbook = Path.of("");

  @BeforeAll
  static void buildAFunction() throws Exception {
    guestbook = ExampleProject.buildIn(folder).template();
  }

  @BeforeEach
  void forget() {
    SEEN.clear();
    STARTS.set(0);
  }

  @Test
  void printsWhatFunctionsLoggedForTestsThatFailAndOnlyForThese() {
    TestExecutionSummary summary;
    String printed;
    try (var output = CapturedOutput.start()) {
      summary = run(Map.of(), FailsSometimes.class);
      printed = String.join("\n", output.lines());
    }

    assertThat(summary.getTestsSucceededCount()).as(printed).isEqualTo(1);
    assertThat(summary.getTestsFailedCount()).as(printed).isEqualTo(2);
    assertThat(printed)
        .contains("what functions logged during fails()")
        .containsPattern("\\[test-guestbook-\\w+] signed by Fay")
        .contains("what functions logged during failsBeforeItBegins()")
        .containsPattern("\\[test-guestbook-\\w+] signed by Eve")
        .doesNotContain("signed by Pat");
  }

  @Test
  void startsOnceForAClassAndThoseNestedInIt() {
    var summary = run(Map.of(), Outer.class);

    assertThat(summary.getTestsSucceededCount()).isEqualTo(3);
    assertThat(STARTS).hasValue(1);
    assertThat(SEEN).hasSize(3);
    assertThat(SEEN.stream().distinct()).hasSize(1);
    assertThatThrownBy(Outer.CLOUD::cloud)
        .hasMessage("the local cloud runs only during the tests of its class");
  }

  @Test
  void runsClassesSideBySideEachWithItsOwn() {
    var summary = run(sideBySide(), German.class, English.class);

    assertThat(summary.getFailures()).isEmpty();
    assertThat(SEEN)
        .containsExactlyInAnyOrder("{\"greeting\":\"Moin Ada\"}", "{\"greeting\":\"Hello Ada\"}");
  }

  @Test
  void isSharedByClassesThatInheritItAndRunAtOnce() {
    var summary = run(sideBySide(), FirstHeir.class, SecondHeir.class);

    assertThat(summary.getFailures()).isEmpty();
    assertThat(SEEN).hasSize(2);
    assertThat(SEEN.stream().distinct()).hasSize(1);
    assertThat(STARTS).hasValue(1);
    assertThatThrownBy(Shared.CLOUD::cloud)
        .hasMessage("the local cloud runs only during the tests of its class");
  }

  @Test
  void failsAClassWithWhatIsWrongAndStartsForTheNext() {
    var first = run(Map.of(), Unlucky.class);
    var second = run(Map.of(), Unlucky.class);

    assertThat(first.getFailures())
        .singleElement()
        .satisfies(failure ->
            assertThat(failure.getException())
                .hasMessageContaining("nowhere.yaml: does not exist"));
    assertThat(second.getFailures()).isEmpty();
    assertThat(second.getTestsSucceededCount()).isEqualTo(2);
    assertThat(STARTS).hasValue(2);
  }

  private static TestExecutionSummary run(Map<String, String> settings, Class<?>... classes) {
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .configurationParameters(settings)
            .selectors(Stream.of(classes).map(type -> selectClass(type)).toList())
            .build();
    var summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    return summary.getSummary();
  }

  private static Map<String, String> sideBySide() {
    return Map.of(
        "junit.jupiter.execution.parallel.enabled", "true",
        "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
        "junit.jupiter.execution.parallel.config.strategy", "fixed",
        "junit.jupiter.execution.parallel.config.fixed.parallelism", "2");
  }

  private static LocalCloudExtension counted(Path template) {
    return LocalCloudExtension.of(() -> {
      STARTS.incrementAndGet();
      return LocalCloudConfig.of(template).onFreePorts().withOutput(new Output(false, null));
    });
  }

  private static LocalCloudExtension guests() {
    return LocalCloudExtension.of(() ->
        LocalCloudConfig.of(guestbook)
            .withStack(new Source(guestbook, "test", "us-east-1", Map.of()))
            .onFreePorts()
            .withOutput(new Output(false, null)));
  }

  private static String sign(LocalCloudExtension cloud, String name) {
    var callers = new Callers(cloud.cloud().outputs());
    var body = "{\"name\":\"%s\"}".formatted(name);
    var answer =
        Await.until(
            "the guestbook answers",
            LIMIT,
            () -> callers.send("POST", cloud.output("EntriesUrl"), body),
            last -> last.status() < 500);
    cloud.awaitLogLine(cloud.output("LogGroup"), "signed by " + name);
    return answer.body();
  }

  static final class FailsSometimes {
    @RegisterExtension static final LocalCloudExtension CLOUD = guests();

    @BeforeEach
    void signs(TestInfo test) {
      if (test.getDisplayName().startsWith("failsBefore")) {
        sign(CLOUD, "Eve");
        fail("before the test");
      }
    }

    @Test
    void passes() {
      sign(CLOUD, "Pat");
    }

    @Test
    void fails() {
      sign(CLOUD, "Fay");
      fail("in the test");
    }

    @Test
    void failsBeforeItBegins() {}
  }

  static final class Outer {
    @RegisterExtension static final LocalCloudExtension CLOUD = counted(QUEUES);

    @Test
    void sees(LocalCloud cloud) {
      SEEN.add(cloud);
    }

    @Nested
    final class Inner {
      @Test
      void sees(LocalCloud cloud) {
        SEEN.add(cloud);
      }

      @Nested
      final class Innermost {
        @Test
        void sees() {
          SEEN.add(CLOUD.cloud());
        }
      }
    }
  }

  static final class German {
    @RegisterExtension
    static final LocalCloudExtension CLOUD =
        guests().withStackName("rathaus").withParameter("Greeting", "Moin");

    @Test
    void greets() throws Exception {
      SEEN.add(sign(CLOUD, "Ada"));
      var _ = BOTH.await(5, MINUTES);
      assertThat(CLOUD.output("LogGroup")).startsWith("/aws/lambda/rathaus-guestbook-");
    }
  }

  static final class English {
    @RegisterExtension static final LocalCloudExtension CLOUD = guests();

    @Test
    void greets() throws Exception {
      SEEN.add(sign(CLOUD, "Ada"));
      var _ = BOTH.await(5, MINUTES);
    }
  }

  abstract static class Shared {
    @RegisterExtension static final LocalCloudExtension CLOUD = counted(QUEUES);

    @Test
    void sees() throws Exception {
      SEEN.add(CLOUD.cloud());
      var _ = BOTH.await(5, MINUTES);
      assertThat(CLOUD.output("OrdersDlqUrl")).isNotEmpty();
    }
  }

  static final class FirstHeir extends Shared {}

  static final class SecondHeir extends Shared {}

  static final class Unlucky {
    @RegisterExtension
    static final LocalCloudExtension CLOUD =
        LocalCloudExtension.of(() -> {
          var template = STARTS.getAndIncrement() == 0 ? Path.of("nowhere.yaml") : QUEUES;
          return LocalCloudConfig.of(template).onFreePorts().withOutput(new Output(false, null));
        });

    @Test
    void sees(LocalCloud cloud) {
      assertThat(cloud).isNotNull();
    }

    @Nested
    final class Inner {
      @Test
      void sees(LocalCloud cloud) {
        assertThat(cloud).isNotNull();
      }
    }
  }
}
