// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// House rules for what no other module can see together: the functions, read from where Maven
/// built them since nothing here depends on one, and the two modules that test them.
class ArchitectureTest {
  private static final String MAIN = "target/classes";
  private static final String TESTS = "target/test-classes";
  private static final String[] FUNCTIONS = {
    "request-ride-function",
    "ride-fleet-function",
    "promo-function",
    "ride-record-function",
    "notification-function",
    "delivery-function",
    "slow-api-function"
  };

  /// Those that measure time, start processes or print are there for just that.
  private static final String ROOTS =
      "io\\.wildrydes\\.(.+Handler|acceptance\\.(CloudCommand|Machine|StartedProcess)"
          + "|acceptance\\.bench\\.(Bench|BenchCaller|BenchCloud|BareRuntime|BenchDynamoDbLocal"
          + "|BenchLoad|OpenLoop)"
          + "|acceptance\\.demo\\.Demo|acceptance\\.flow\\.FlowControl"
          + "|acceptance\\.chaos\\.(Chaos|Campaign|HeapFiller)"
          + "|acceptance\\.deadletters\\.(Dlq|Redrive)"
          + "|acceptance\\.deploying\\.(Cost|WarmUp|NextSteps|Leftovers)"
          + "|acceptance\\.faults\\.Fault|acceptance\\.rides\\.Scenario"
          + "|testing\\.(Await|CapturedOutput|FunctionOutput|RestoredFunction))(\\$.*)?";

  private static final JavaClasses ALL_CLASSES = imported(MAIN, and("acceptance", "testing"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requestride.RequestRideHandler",
        "notification.NotificationHandler",
        "delivery.DeliveryHandler",
        "slowapi.SlowApiHandler",
        "ridefleet.RideFleetHandler",
        "promo.PromoHandler",
        "riderecord.PutRideRecordHandler",
        "acceptance.demo.Demo",
        "testing.Await"
      })
  void looksAtEveryModule(String name) {
    assertThat(ALL_CLASSES.contain("io.wildrydes." + name)).as("run make build").isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requestride",
        "ridefleet",
        "promo",
        "riderecord",
        "notification",
        "delivery",
        "slowapi"
      })
  void functionsKnowOnlyTheKit(String function) {
    var own = resideInAnyPackage("io.wildrydes." + function, "io.wildrydes.kit..");

    noClasses()
        .that()
        .resideInAPackage("io.wildrydes." + function)
        .should()
        .dependOnClassesThat(resideInAPackage("io.wildrydes..").and(not(own)))
        .check(ALL_CLASSES);
  }

  @Test
  void timeAndIdsComeFromCompositionRoots() {
    noClasses()
        .that(areNoRoots())
        .should()
        .accessTargetWhere(
            isOf(Instant.class, "now")
                .or(isOf(System.class, "currentTimeMillis", "nanoTime"))
                .or(isOf(UUID.class, "randomUUID")))
        .check(ALL_CLASSES);
  }

  @Test
  void theEnvironmentIsReadInCompositionRoots() {
    noClasses()
        .that(areNoRoots())
        .should()
        .accessTargetWhere(isOf(System.class, "getenv", "getProperty", "exit", "out", "err"))
        .check(ALL_CLASSES);
  }

  @Test
  void topLevelClassesAreClosed() {
    classes()
        .that()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .haveSimpleNameNotEndingWith("package-info")
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(ALL_CLASSES);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl|Base)").check(ALL_CLASSES);
  }

  @Test
  void testsDoNotSleep() {
    var tests = imported(TESTS, and("acceptance"));

    for (var code : List.of(tests, imported(MAIN, "testing"))) {
      noClasses().should().accessTargetWhere(isOf(Thread.class, "sleep")).check(code);
    }
  }

  /// What carries neither would be left out by `make acceptance`, and a run against a deployed
  /// stack would not say so.
  @Test
  void integrationTestsSayWhichStacksTheyJudge() {
    classes()
        .that()
        .haveSimpleNameEndingWith("IT")
        .should()
        .beAnnotatedWith(BlackBox.class)
        .orShould()
        .beAnnotatedWith(LocalOnly.class)
        .check(imported(TESTS, "acceptance"));
  }

  private static DescribedPredicate<JavaClass> areNoRoots() {
    return DescribedPredicate.describe(
        "are no composition roots", type -> !type.getName().matches(ROOTS));
  }

  /// Any use of a member, method references included.
  private static DescribedPredicate<JavaAccess<?>> isOf(Class<?> owner, String... members) {
    return DescribedPredicate.describe(
        owner.getSimpleName() + " " + List.of(members),
        access ->
            access.getTargetOwner().isEquivalentTo(owner)
                && List.of(members).contains(access.getName()));
  }

  private static String[] and(String... modules) {
    return Stream.concat(Stream.of(FUNCTIONS), Stream.of(modules)).toArray(String[]::new);
  }

  private static JavaClasses imported(String folder, String... modules) {
    return new ClassFileImporter()
        .importPaths(
            Stream.of(modules)
                .map(module -> Path.of("..", module, folder))
                .filter(Files::exists)
                .toList());
  }
}
