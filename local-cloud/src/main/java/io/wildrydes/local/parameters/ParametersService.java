// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Durable;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.json.Fields;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Parameter Store and Secrets Manager, holding what the template declares and what callers write.
/// Everything is in memory; there is nothing to start or to close.
///
/// Of what callers write, [#save()] gives parameters. **Differs:** secrets are the template's again
/// at the next start, which generates them anew together with what is made of them.
public final class ParametersService implements Durable {
  private static final String PARAMETER = "AWS::SSM::Parameter";
  private static final String SECRET = "AWS::SecretsManager::Secret";
  private static final String ARN = "arn:[^:]+:secretsmanager:[^:]+:[^:]+:secret:.+-.{6}";

  private final List<AwsApi> apis;
  private final StoredParameters stored;

  private ParametersService(List<AwsApi> apis, StoredParameters stored) {
    this.apis = apis;
    this.stored = stored;
  }

  public static Set<String> resourceTypes() {
    return Set.of(PARAMETER, SECRET);
  }

  /// Reads parameters and secrets; what is unsupported or wrong becomes a problem. A secret whose
  /// value is to be generated carries it as `SecretString` already.
  public static ParametersService of(Stack stack, Problems problems, Platform platform) {
    var parameters = new ParameterStore(stack.identity());
    for (var resource : stack.ofType(PARAMETER)) {
      readParameter(resource, problems, parameters, platform);
    }
    var secrets = new SecretStore();
    for (var resource : stack.ofType(SECRET)) {
      secrets.add(secret(resource, problems, platform));
    }
    return new ParametersService(
        List.of(
            new SsmApi(parameters, new ReadThroughput()).api(),
            new SecretsManagerApi(secrets, platform.uuids()).api()),
        new StoredParameters(parameters, platform));
  }

  /// The APIs of `ssm` and `secretsmanager`.
  public List<AwsApi> apis() {
    return apis;
  }

  @Override
  public String durableName() {
    return "ssm";
  }

  @Override
  public ObjectNode save() {
    return stored.save();
  }

  @Override
  public List<String> restore(Fields saved) {
    return stored.restore(saved);
  }

  /// Parameters are not on their way to anywhere.
  @Override
  public SortedMap<String, Integer> waiting() {
    return new TreeMap<>();
  }

  private static void readParameter(
      Resource resource, Problems problems, ParameterStore store, Platform platform) {
    var properties = Properties.of(resource, problems);
    var type = properties.oneOf("Type", "String", "String", "StringList");
    var tier = properties.oneOf("Tier", "Standard", "Standard", "Advanced", "Intelligent-Tiering");
    properties.oneOf("DataType", "text", "text");
    properties.accept("Tags");
    var write =
        new PutParameter(
            properties.string("Name").orElse(resource.ref()),
            ParameterType.parse(type).orElseThrow(),
            properties.required("Value"),
            Tier.parse(tier).orElseThrow(),
            properties.string("Description").orElse(null),
            false,
            deployer(platform.identity()));
    properties.end();
    try {
      store.put(write, platform.now());
    } catch (AwsException e) {
      problems.add(resource.logicalId(), e.text());
    }
  }

  private static Secret secret(Resource resource, Problems problems, Platform platform) {
    var properties = Properties.of(resource, problems);
    var name = properties.string("Name").orElseGet(() -> nameIn(resource));
    var arn = resource.ref().matches(ARN) ? resource.ref() : arn(name, platform);
    var description = properties.string("Description").orElse("");
    var value = properties.string("SecretString").orElse(null);
    properties.accept("GenerateSecretString", "Tags");
    properties.end();
    var now = platform.now();
    return new Secret(arn, name, description, now, now, versions(value, platform));
  }

  private static Map<String, SecretVersion> versions(@Nullable String value, Platform platform) {
    if (value == null) {
      return Map.of();
    }
    var version =
        new SecretVersion(
            platform.uuids().get(),
            new SecretValue.Text(value),
            platform.now(),
            List.of(SecretVersion.CURRENT));
    return Map.of(version.id(), version);
  }

  /// The name that CloudFormation gave a secret whose template gives none.
  private static String nameIn(Resource resource) {
    var ref = resource.ref();
    return ref.matches(ARN)
        ? ref.substring(ref.indexOf(":secret:") + ":secret:".length(), ref.lastIndexOf('-'))
        : resource.logicalId();
  }

  private static String arn(String name, Platform platform) {
    var suffix = platform.uuids().get().substring(0, 6);
    return platform.identity().arn("secretsmanager", "secret:" + name + "-" + suffix);
  }

  private static String deployer(Identity identity) {
    return "arn:%s:iam::%s:user/developer".formatted(identity.partition(), identity.accountId());
  }
}
