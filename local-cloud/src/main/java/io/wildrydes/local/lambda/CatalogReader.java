// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the stack's functions and what refers to them.
final class CatalogReader {
  private static final int MIN_AGE_SECONDS = 60;

  private final Problems problems;
  private final FunctionCatalog catalog;

  private CatalogReader(Problems problems, FunctionCatalog catalog) {
    this.problems = problems;
    this.catalog = catalog;
  }

  static FunctionCatalog read(Stack stack, Problems problems) {
    var catalog = new FunctionCatalog(stack.identity());
    var reader = new CatalogReader(problems, catalog);
    var functions = new FunctionReader(stack.identity(), problems);
    stack.ofType("AWS::Lambda::Function").forEach(r -> catalog.add(functions.read(r)));
    stack.ofType("AWS::Lambda::Version").forEach(reader::version);
    stack.ofType("AWS::Lambda::Alias").forEach(reader::alias);
    stack.ofType("AWS::Lambda::Permission").forEach(reader::permission);
    stack.ofType("AWS::Lambda::EventInvokeConfig").forEach(reader::eventInvokeConfig);
    return catalog;
  }

  private void version(Resource resource) {
    var properties = Properties.of(resource, problems);
    var function = target(properties, "FunctionName", null);
    // The code's hash only guards against publishing what is not the code of the template.
    properties.accept("CodeSha256", "Description");
    var number = resource.ref().substring(resource.ref().lastIndexOf(':') + 1);
    function.ifPresent(found -> catalog.addVersion(found.version().function(), number));
    properties.end();
  }

  private void alias(Resource resource) {
    var properties = Properties.of(resource, problems);
    var name = properties.required("Name");
    var version = target(properties, "FunctionName", properties.required("FunctionVersion"));
    properties.accept("Description");
    version.ifPresent(found -> catalog.addAlias(name, found.version()));
    properties.end();
  }

  /// Checks what a permission names; who may call is not enforced.
  private void permission(Resource resource) {
    var properties = Properties.of(resource, problems);
    target(properties, "FunctionName", null);
    properties.required("Action");
    properties.required("Principal");
    properties.accept("SourceArn", "SourceAccount");
    properties.end();
  }

  private void eventInvokeConfig(Resource resource) {
    var properties = Properties.of(resource, problems);
    var qualifier = properties.required("Qualifier");
    var target = target(properties, "FunctionName", qualifier);
    var retries =
        properties.integer("MaximumRetryAttempts", AsyncSettings.DEFAULT.maxRetries(), 0, 2);
    var longest = (int) AsyncSettings.LONGEST_AGE.toSeconds();
    var age = properties.integer("MaximumEventAgeInSeconds", longest, MIN_AGE_SECONDS, longest);
    var destinations = properties.object("DestinationConfig");
    var settings =
        new AsyncSettings(
            retries,
            Duration.ofSeconds(age),
            destinations.map(d -> destination(d, "OnSuccess")).orElse(null),
            destinations.map(d -> destination(d, "OnFailure")).orElse(null));
    destinations.ifPresent(Properties::end);
    target.ifPresent(found -> catalog.addAsync(unqualifiedLatest(found), settings));
    properties.end();
  }

  /// Callers who name no qualifier mean `$LATEST`; their ARN carries none.
  private Target unqualifiedLatest(Target target) {
    return target.invokedArn().endsWith(":" + FunctionVersion.LATEST)
        ? catalog.find(new FunctionName(target.version().name(), null)).orElse(target)
        : target;
  }

  private static @Nullable String destination(Properties destinations, String name) {
    var below = destinations.object(name);
    var arn = below.flatMap(d -> d.string("Destination")).filter(text -> !text.isEmpty());
    if (arn.isPresent() && !Arns.isOf(arn.get(), "sqs") && !Arns.isOf(arn.get(), "lambda")) {
      destinations.problem(
          name,
          "'%s' is neither a queue nor a function; no others are supported".formatted(arn.get()));
    }
    below.ifPresent(Properties::end);
    return arn.orElse(null);
  }

  /// The function that a property names.
  ///
  /// @param qualifier the version or alias meant, unless the name carries one
  private Optional<Target> target(
      Properties properties, String property, @Nullable String qualifier) {
    var text = properties.required(property);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var found =
        FunctionName.parse(text)
            .map(name -> name.qualifier() == null ? new FunctionName(name.name(), qualifier) : name)
            .flatMap(catalog::find);
    if (found.isEmpty()) {
      var meant = qualifier == null ? text : text + ":" + qualifier;
      properties.problem(
          property, "'%s' is no function, version or alias of the template".formatted(meant));
    }
    return found;
  }
}
