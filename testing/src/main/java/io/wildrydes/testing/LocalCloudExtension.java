// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.testing;

import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.LocalCloudConfig.Source;
import io.wildrydes.local.aws.PlatformWaits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Runs a SAM template in this JVM for the tests of a class: starts a local cloud on free ports
/// before the first and closes it after the last, so that classes can run side by side. Register it
/// in a static field:
///
/// ```java
/// @RegisterExtension
/// static final LocalCloudExtension CLOUD =
///     LocalCloudExtension.of(Path.of("template.yaml")).withParameter("Greeting", "Moin");
/// ```
///
/// What functions log is shown for tests that fail, and can be asked for with [#logLines(String)].
/// Tests may also take the [LocalCloud] as a parameter. A template that cannot be run, a jar that
/// is not built among it, fails the class with all that is wrong.
public final class LocalCloudExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeTestExecutionCallback,
        AfterTestExecutionCallback,
        ParameterResolver {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Supplier<LocalCloudConfig> config;
  private @Nullable LocalCloud cloud;
  private @Nullable FunctionOutput output;
  private boolean isShown;

  /// Nested test classes are told of their enclosing class's extensions once more.
  private int depth;

  private LocalCloudExtension(Supplier<LocalCloudConfig> config) {
    this.config = config;
  }

  /// An extension that runs this template, under the stack name `test`.
  public static LocalCloudExtension of(Path template) {
    return of(() ->
        LocalCloudConfig.of(template)
            .withStack(new Source(template, "test", "us-east-1", Map.of()))
            .onFreePorts()
            .withOutput(new Output(false, null)));
  }

  /// An extension whose configuration is made when the class starts.
  public static LocalCloudExtension of(Supplier<LocalCloudConfig> config) {
    return new LocalCloudExtension(config);
  }

  /// This extension with one of the template's parameters set.
  public LocalCloudExtension withParameter(String name, String value) {
    return with(made -> made.withParameter(name, value));
  }

  /// This extension with another `AWS::StackName`.
  public LocalCloudExtension withStackName(String name) {
    return with(made -> {
      var stack = made.stack();
      return made.withStack(new Source(stack.template(), name, stack.region(), stack.parameters()));
    });
  }

  /// This extension with the platform's waits (retries, visibility timeouts, backoff) shortened.
  ///
  /// @param factor above 0 to 1, which is as on AWS
  public LocalCloudExtension withWaits(double factor) {
    return with(made -> made.withWaits(new PlatformWaits(factor)));
  }

  /// The running local cloud; only while tests of the class run.
  public LocalCloud cloud() {
    return Objects.requireNonNull(cloud, "the local cloud runs only during the tests of its class");
  }

  /// An output of the stack, such as the URL of an API.
  ///
  /// @throws IllegalArgumentException when the template has no such output
  public String output(String name) {
    var value = cloud().outputs().get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the stack has no output %s but %s".formatted(name, cloud().outputs().keySet()));
    }
    return value;
  }

  /// Where all AWS APIs answer: an SDK client's `endpointOverride`. Any credentials will do.
  public URI awsEndpoint() {
    return cloud().awsEndpoint();
  }

  /// What a function has logged so far, the platform's lines included.
  ///
  /// @param logGroup such as `/aws/lambda/test-orders`
  public List<String> logLines(String logGroup) {
    return functionOutput().lines(logGroup);
  }

  /// The first line of a log group that holds the text, waited for up to a minute.
  ///
  /// @throws AssertionError with the lines that are there when none does
  public String awaitLogLine(String logGroup, String text) {
    return Await.until(
            "a line with '%s' in %s".formatted(text, logGroup),
            LIMIT,
            () -> logLines(logGroup),
            lines -> lines.stream().anyMatch(line -> line.contains(text)))
        .stream()
        .filter(line -> line.contains(text))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    depth++;
    if (depth > 1) {
      return;
    }
    var made = config.get();
    isShown = made.output().console();
    output = FunctionOutput.of(made.output().folder());
    try {
      cloud = LocalCloud.start(made.withOutput(new Output(isShown, output.folder())));
    } catch (RuntimeException e) {
      depth--;
      output.close();
      throw e;
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    depth--;
    if (depth > 0) {
      return;
    }
    if (cloud != null) {
      cloud.close();
    }
    if (output != null) {
      output.close();
    }
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    functionOutput().mark();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent() && !isShown) {
      functionOutput().printSinceMark(context.getDisplayName());
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalCloud.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return cloud();
  }

  private FunctionOutput functionOutput() {
    return Objects.requireNonNull(
        output, "the local cloud runs only during the tests of its class");
  }

  private LocalCloudExtension with(UnaryOperator<LocalCloudConfig> change) {
    return new LocalCloudExtension(() -> change.apply(config.get()));
  }
}
