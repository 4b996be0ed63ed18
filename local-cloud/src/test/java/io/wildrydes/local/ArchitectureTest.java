// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.UUID;

@AnalyzeClasses(packagesOf = LocalCloud.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] SERVICES = {
    "..local.gateway..",
    "..local.lambda..",
    "..local.events..",
    "..local.queues..",
    "..local.parameters..",
    "..local.traces..",
    "..local.logs.."
  };
  private static final String ROOT = "io.wildrydes.local";

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
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(UUID.class, "randomUUID");

  @ArchTest
  static final ArchRule theEnvironmentIsReadInTheRoot =
      noClasses()
          .that(resideOutsideRoot())
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class)
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .accessField(System.class, "out");

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

  private static DescribedPredicate<JavaClass> resideOutsideRoot() {
    return DescribedPredicate.not(resideInAPackage(ROOT)).as("reside outside " + ROOT);
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
