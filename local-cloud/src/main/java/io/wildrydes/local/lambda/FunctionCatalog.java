// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.Identity;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The functions of the stack with their versions and aliases. Filled while the template is read,
/// only read from then on.
///
/// ```
/// functions  name              -> function
/// qualifiers name -> qualifier -> version      $LATEST, numbers and aliases alike
/// async      name:qualifier    -> settings     $LATEST when unqualified
/// ```
final class FunctionCatalog {
  private final Identity identity;
  private final Map<String, FunctionConfig> functions = new LinkedHashMap<>();
  private final Map<String, Map<String, FunctionVersion>> qualifiers = new LinkedHashMap<>();
  private final Map<String, AsyncSettings> async = new LinkedHashMap<>();

  FunctionCatalog(Identity identity) {
    this.identity = identity;
  }

  void add(FunctionConfig function) {
    functions.put(function.name(), function);
    var versions = new LinkedHashMap<String, FunctionVersion>();
    var latest = new FunctionVersion(function, FunctionVersion.LATEST);
    versions.put(latest.number(), latest);
    qualifiers.put(function.name(), versions);
  }

  /// Adds a published version.
  void addVersion(FunctionConfig function, String number) {
    qualifiers(function.name()).put(number, new FunctionVersion(function, number));
  }

  void addAlias(String alias, FunctionVersion version) {
    qualifiers(version.name()).put(alias, version);
  }

  void addAsync(Target target, AsyncSettings settings) {
    async.put(target.invokedArn(), settings);
  }

  /// Marks all versions of a function as debugged.
  void debug(String function) {
    qualifiers(function).replaceAll((qualifier, version) -> version.withDebugger());
  }

  /// The newest version of each function that is debugged.
  List<FunctionVersion> debugged() {
    return qualifiers.values().stream()
        .map(versions -> List.copyOf(versions.values()).getLast())
        .filter(FunctionVersion::debugged)
        .toList();
  }

  Collection<FunctionConfig> functions() {
    return functions.values();
  }

  /// The distinct versions that can be invoked, of all functions.
  Set<FunctionVersion> versions() {
    var versions = new LinkedHashSet<FunctionVersion>();
    qualifiers.values().forEach(byName -> versions.addAll(byName.values()));
    return versions;
  }

  List<String> qualifiersOf(String name) {
    return List.copyOf(qualifiers(name).keySet());
  }

  /// The version that a name means; the name's own qualifier wins over none.
  Optional<Target> find(FunctionName name) {
    var qualifier = name.qualifier() == null ? FunctionVersion.LATEST : name.qualifier();
    var version = qualifiers(name.name()).get(qualifier);
    if (version == null) {
      return Optional.empty();
    }
    var arn = arn(name);
    return Optional.of(new Target(version, arn, async.getOrDefault(arn, AsyncSettings.DEFAULT)));
  }

  /// The ARN of a name, whether it exists or not.
  String arn(FunctionName name) {
    var unqualified = identity.arn("lambda", "function:" + name.name());
    return name.qualifier() == null ? unqualified : unqualified + ":" + name.qualifier();
  }

  private Map<String, FunctionVersion> qualifiers(String name) {
    return qualifiers.getOrDefault(name, new LinkedHashMap<>());
  }
}
