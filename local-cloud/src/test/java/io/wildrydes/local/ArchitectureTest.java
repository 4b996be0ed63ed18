// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.NetworkChannel;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@AnalyzeClasses(packagesOf = LocalCloud.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] SERVICES = {
    "..local.gateway..",
    "..local.lambda..",
    "..local.events..",
    "..local.queues..",
    "..local.parameters..",
    "..local.traces..",
    "..local.logs..",
    "..local.stacks..",
    "..local.tables.."
  };
  private static final String ROOT = "io.wildrydes.local";

  /// Everything is an engine half but what stands in these two lists.
  private static final Set<String> OPEN_SOCKETS =
      named(
          "http.Server",
          "http.Connection",
          "lambda.Debugging",
          "tables.DynamoDbLocalClient",
          "traces.DaemonReceiver");

  private static final Set<String> RUN_THREADS =
      named(
          "http.Server",
          "http.Ticks",
          "events.DeliveryWorker",
          "lambda.AotCaches",
          "lambda.LambdaService",
          "lambda.RunningProcess",
          "lambda.Snapshots",
          "logs.LogsService",
          "queues.MessageMoves",
          "queues.Poller",
          "tables.DynamoDbLocal",
          "tables.DynamoDbLocalClient",
          "tables.DynamoDbLocalMain",
          "tables.DynamoDbLocalProcess",
          "traces.DaemonReceiver");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.wildrydes.local.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule servicesDoNotKnowEachOther =
      slices()
          .matching("io.wildrydes.local.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              DescribedPredicate.alwaysTrue(),
              resideInAnyPackage(
                  "..local.http..", "..local.json..", "..local.aws..", "..local.template.."));

  @ArchTest
  static final ArchRule foundationsKnowNoService =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..local.http..", "..local.json..", "..local.aws..", "..local.template..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SERVICES);

  @ArchTest
  static final ArchRule onlyTheRootConnectsServices =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT);

  @ArchTest
  static final ArchRule theClockIsReadInTheRoot =
      noClasses()
          .that(resideOutsideRoot())
          .should()
          .accessTargetWhere(
              isOf(Instant.class, "now")
                  .or(isOf(System.class, "currentTimeMillis", "nanoTime"))
                  .or(isOf(UUID.class, "randomUUID")));

  /// The root of a process of its own, which prints where it listens.
  private static final Set<String> OTHER_ROOTS = named("tables.DynamoDbLocalMain");

  @ArchTest
  static final ArchRule theEnvironmentIsReadInTheRoot =
      noClasses()
          .that(resideOutsideRoot().and(areNone(OTHER_ROOTS)))
          .should()
          .accessTargetWhere(isOf(System.class, "getenv", "getProperty", "exit", "out", "err"));

  @ArchTest
  static final ArchRule systemPropertiesAreSetInTheRoot =
      noClasses()
          .that(resideOutsideRoot())
          .should()
          .accessTargetWhere(isOf(System.class, "setProperty", "setProperties"));

  @ArchTest
  static final ArchRule enginesOpenNoSockets =
      noClasses()
          .that(resideOutsideRoot().and(areNone(OPEN_SOCKETS)))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.net.http..", "com.sun.net.httpserver..")
                  .or(assignableTo(SocketAddress.class))
                  .or(assignableTo(InetAddress.class))
                  .or(assignableTo(Socket.class))
                  .or(assignableTo(ServerSocket.class))
                  .or(assignableTo(DatagramSocket.class))
                  .or(assignableTo(NetworkChannel.class)));

  @ArchTest
  static final ArchRule enginesNeitherStartThreadsNorSleep =
      noClasses()
          .that(resideOutsideRoot().and(areNone(RUN_THREADS)))
          .should()
          .accessTargetWhere(
              isOf(Thread.class, "<init>", "start", "ofVirtual", "ofPlatform", "sleep")
                  .or(isOf(Thread.class, "startVirtualThread", "join", "yield")))
          .orShould()
          .dependOnClassesThat(belongToAnyOf(Executors.class, ForkJoinPool.class, Timer.class));

  @ArchTest
  static void exceptionsOfEnginesAreClasses(JavaClasses main) {
    var names = main.stream().map(JavaClass::getName).toList();

    assertThat(names).containsAll(OPEN_SOCKETS).containsAll(RUN_THREADS);
  }

  @ArchTest
  static final ArchRule topLevelClassesAreClosed =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .haveSimpleNameNotEndingWith("package-info")
          .should()
          .haveModifier(JavaModifier.FINAL)
          .orShould(beAnEnum());

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl|Base)");

  @ArchTest
  static final ArchRule theAwsSdkIsForTests =
      noClasses().should().dependOnClassesThat().resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule publicTypesAreUsedElsewhere =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .arePublic()
          .and()
          .areNotInterfaces() // ports are implemented by lambdas, which leave no name behind
          .and(DescribedPredicate.not(resideInAPackage(ROOT)))
          .should(beUsedByAnotherPackage());

  @ArchTest
  static void testsDoNotSleep(JavaClasses main) {
    var tests =
        new ClassFileImporter().withImportOption(new OnlyIncludeTests()).importPackages(ROOT);

    noClasses().should().accessTargetWhere(isOf(Thread.class, "sleep")).check(tests);
  }

  private static DescribedPredicate<JavaClass> resideOutsideRoot() {
    return DescribedPredicate.not(resideInAPackage(ROOT)).as("reside outside " + ROOT);
  }

  private static DescribedPredicate<JavaClass> areNone(Set<String> names) {
    return DescribedPredicate.describe(
        "are none of " + names, type -> !names.contains(type.getName().replaceFirst("\\$.*", "")));
  }

  /// Any use of a member, method references included.
  private static DescribedPredicate<JavaAccess<?>> isOf(Class<?> owner, String... members) {
    return DescribedPredicate.describe(
        owner.getSimpleName() + " " + List.of(members),
        access ->
            access.getTargetOwner().isEquivalentTo(owner)
                && List.of(members).contains(access.getName()));
  }

  private static Set<String> named(String... classes) {
    return Stream.of(classes).map(name -> ROOT + "." + name).collect(Collectors.toSet());
  }

  private static ArchCondition<JavaClass> beAnEnum() {
    return new ArchCondition<>("be an enum") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                type, type.isEnum(), type.getName() + " is no enum and not final"));
      }
    };
  }

  private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
    return new ArchCondition<>("be used by another package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean used =
            type.getDirectDependenciesToSelf().stream()
                .anyMatch(d -> !d.getOriginClass().getPackageName().equals(type.getPackageName()));
        events.add(
            new SimpleConditionEvent(type, used, type.getName() + " is public without need"));
      }
    };
  }
}
