// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The parameters with their newest hundred versions. Thread-safe, guarded by one lock.
///
/// See
/// https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html.
final class ParameterStore {
  private static final int MAX_VERSIONS = 100;

  private final Identity identity;
  private final Lock lock = new ReentrantLock();

  /// Versions oldest first, by parameter name.
  private final NavigableMap<String, List<Parameter>> parameters = new TreeMap<>();

  ParameterStore(Identity identity) {
    this.identity = identity;
  }

  /// Writes a version and returns it.
  Parameter put(PutParameter write, Instant now) {
    ParameterNames.checkNew(write.name());
    if (write.value().contains("{{") && write.value().contains("}}")) {
      throw invalid(
          "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.");
    }
    lock.lock();
    try {
      var versions = parameters.getOrDefault(write.name(), List.of());
      var before = versions.isEmpty() ? null : versions.getLast();
      if (before != null && !write.overwrite()) {
        throw new AwsException(
            400,
            "ParameterAlreadyExists",
            "The parameter already exists. To overwrite this value, set the overwrite option in the"
                + " request to true.");
      }
      long version = before == null ? 1 : before.version() + 1;
      var written = new Parameter(write.name(), version, content(write, before), now, write.by());
      var kept = new ArrayList<>(versions);
      kept.add(written);
      parameters.put(
          write.name(),
          List.copyOf(kept.subList(Math.max(0, kept.size() - MAX_VERSIONS), kept.size())));
      return written;
    } finally {
      lock.unlock();
    }
  }

  /// The parameter that a name, an ARN, or either with `:version` behind it means.
  Optional<Parameter> find(String nameOrArn) {
    var selector = Selector.parse(nameOrArn);
    var versions = versions(selector.name());
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    var wanted = selector.version();
    if (wanted == null) {
      return Optional.of(versions.getLast());
    }
    return versions.stream().filter(p -> Long.toString(p.version()).equals(wanted)).findFirst();
  }

  /// As [#find(String)], and names what is missing as AWS does.
  Parameter get(String nameOrArn) {
    return find(nameOrArn)
        .orElseThrow(() -> {
          var selector = Selector.parse(nameOrArn);
          return versions(selector.name()).isEmpty()
              ? notFound()
              : new AwsException(
                  400,
                  "ParameterVersionNotFound",
                  "Systems Manager could not find version %s of %s. Verify the version and try"
                          .formatted(selector.version(), selector.name())
                      + " again.");
        });
  }

  /// The versions that are kept, oldest first.
  List<Parameter> history(String nameOrArn) {
    var versions = versions(nameOrArn);
    if (versions.isEmpty()) {
      throw notFound();
    }
    return versions;
  }

  void delete(String name) {
    lock.lock();
    try {
      if (parameters.remove(name) == null) {
        throw notFound();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The newest versions of all parameters, by name.
  List<Parameter> all() {
    lock.lock();
    try {
      return parameters.values().stream().map(List::getLast).toList();
    } finally {
      lock.unlock();
    }
  }

  /// The newest versions of the parameters below a path.
  ///
  /// @param recursive also those further down than one level
  List<Parameter> below(String path, boolean recursive) {
    ParameterNames.checkPath(path);
    var prefix = path.endsWith("/") ? path : path + "/";
    return all().stream()
        .filter(p -> p.name().startsWith(prefix))
        .filter(p -> recursive || p.name().indexOf('/', prefix.length()) < 0)
        .toList();
  }

  String arn(String name) {
    return identity.arn("ssm", "parameter" + (name.startsWith("/") ? name : "/" + name));
  }

  private static Parameter.Content content(PutParameter write, @Nullable Parameter before) {
    if (before == null) {
      if (write.type() == null) {
        throw invalid("A parameter type is required when you create a parameter.");
      }
      var tier = (write.tier() == null ? Tier.STANDARD : write.tier()).holding(write.value());
      var description = write.description() == null ? "" : write.description();
      return new Parameter.Content(write.type(), write.value(), tier, description);
    }
    var old = before.content();
    if (write.type() != null && write.type() != old.type()) {
      throw new AwsException(
          400,
          "HierarchyTypeMismatchException",
          "Parameter Store doesn't support changing a parameter type in a hierarchy. For example, you"
              + " can't change a parameter from a String type to a SecureString type. You must create"
              + " a new, unique parameter.");
    }
    if (write.tier() == Tier.STANDARD && old.tier() == Tier.ADVANCED) {
      throw invalid(
          "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the"
              + " advanced-parameter tier to the standard-parameter tier.");
    }
    var asked = write.tier() == null ? old.tier() : write.tier();
    var tier = old.tier() == Tier.ADVANCED ? Tier.ADVANCED : asked;
    var description = write.description() == null ? old.description() : write.description();
    return new Parameter.Content(
        old.type(), write.value(), tier.holding(write.value()), description);
  }

  private List<Parameter> versions(String nameOrArn) {
    lock.lock();
    try {
      var arnPrefix = identity.arn("ssm", "parameter");
      if (!nameOrArn.startsWith("arn:")) {
        return parameters.getOrDefault(nameOrArn, List.of());
      }
      if (!nameOrArn.startsWith(arnPrefix + "/")) {
        return List.of();
      }
      // The ARNs of `a` and `/a` read alike.
      var path = nameOrArn.substring(arnPrefix.length());
      return parameters.getOrDefault(path, parameters.getOrDefault(path.substring(1), List.of()));
    } finally {
      lock.unlock();
    }
  }

  private static AwsException notFound() {
    return new AwsException(400, "ParameterNotFound", ""); // AWS's text is empty, too
  }

  private static AwsException invalid(String message) {
    return new AwsException(400, "ValidationException", message);
  }
}
