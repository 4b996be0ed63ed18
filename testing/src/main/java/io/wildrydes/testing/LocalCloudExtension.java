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
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
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
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Supplier<LocalCloudConfig> config;
  private volatile @Nullable LocalCloud cloud;
  private volatile @Nullable FunctionOutput output;
  private volatile boolean isShown;

  /// How many classes use the local cloud now: nested classes and those that inherit the field call
  /// this extension, too, and may run at once.
  private int users;

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

  /// The lock is held while the local cloud starts: whoever shares it has to wait for that.
  @Override
  public synchronized void beforeAll(ExtensionContext context) {
    users++;
    if (users > 1 && cloud != null) {
      return;
    }
    var made = config.get();
    var logs = FunctionOutput.of(made.output().folder());
    try {
      cloud = LocalCloud.start(made.withOutput(new Output(made.output().console(), logs.folder())));
    } catch (RuntimeException e) {
      logs.close();
      throw e;
    }
    output = logs;
    isShown = made.output().console();
  }

  /// Called for a class whose [#beforeAll] has failed, too.
  @Override
  public synchronized void afterAll(ExtensionContext context) {
    users--;
    if (users > 0) {
      return;
    }
    var running = cloud;
    var logs = output;
    cloud = null;
    output = null;
    // Closed from the last to the first, the files although the local cloud may have failed to.
    try (logs;
        running) {}
  }

  /// Before the test's own `@BeforeEach`, which may fail, too.
  @Override
  public void beforeEach(ExtensionContext context) {
    functionOutput().mark();
  }

  @Override
  public void afterEach(ExtensionContext context) {
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
