// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.AwsCall;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.JsonApi;
import io.wildrydes.local.aws.JsonInput;
import io.wildrydes.local.aws.JsonOperation;
import io.wildrydes.local.aws.Page;
import io.wildrydes.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Secrets Manager's API.
///
/// See https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html.
final class SecretsManagerApi {
  private static final int MAX_BYTES = 65_536;
  private static final int MAX_PAGE = 100;
  private static final int MIN_TOKEN = 32;
  private static final int MAX_TOKEN = 64;
  private static final int MAX_STAGES = 20;

  private final SecretStore store;
  private final Supplier<String> ids;

  /// @param ids a fresh UUID for each version whose caller names none
  SecretsManagerApi(SecretStore store, Supplier<String> ids) {
    this.store = store;
    this.ids = ids;
  }

  AwsApi api() {
    return new JsonApi(
        "secretsmanager",
        "secretsmanager",
        "1.1",
        Map.of(
            "GetSecretValue", operation((input, _) -> getSecretValue(input)),
            "PutSecretValue", operation(this::putSecretValue),
            "UpdateSecret", operation(this::updateSecret),
            "DescribeSecret", operation((input, _) -> describeSecret(input)),
            "ListSecrets", operation((input, _) -> listSecrets(input))));
  }

  private static JsonOperation operation(BiFunction<JsonInput, AwsCall, JsonNode> of) {
    return (input, call) -> of.apply(JsonInput.of(input), call);
  }

  private JsonNode getSecretValue(JsonInput input) {
    var id = input.required("SecretId");
    var version =
        store.version(
            id, input.string("VersionId").orElse(null), input.string("VersionStage").orElse(null));
    var output = named(store.get(id)).put("VersionId", version.id());
    switch (version.value()) {
      case SecretValue.Text(var text) -> output.put("SecretString", text);
      case SecretValue.Binary(var base64) -> output.put("SecretBinary", base64);
    }
    version.stages().forEach(output.putArray("VersionStages")::add);
    return output.put("CreatedDate", seconds(version.createdAt()));
  }

  private JsonNode putSecretValue(JsonInput input, AwsCall call) {
    refuse(input, "RotationToken");
    var id = input.required("SecretId");
    var stages = List.of(SecretVersion.CURRENT);
    if (input.has("VersionStages")) {
      input.checkLength("VersionStages", 1, MAX_STAGES);
      stages = input.strings("VersionStages");
    }
    var value =
        value(input)
            .orElseThrow(() ->
                new AwsException(
                    400,
                    "InvalidRequestException",
                    "You must provide either SecretString or SecretBinary."));
    var added = new SecretVersion(versionId(input), value, call.now(), stages);
    var version = store.put(id, added, call.now());
    var output = named(store.get(id)).put("VersionId", version.id());
    version.stages().forEach(output.putArray("VersionStages")::add);
    return output;
  }

  private JsonNode updateSecret(JsonInput input, AwsCall call) {
    refuse(input, "KmsKeyId");
    refuse(input, "Type");
    var id = input.required("SecretId");
    var value = value(input);
    var output = named(store.get(id));
    if (value.isPresent()) {
      var current = List.of(SecretVersion.CURRENT);
      var added = new SecretVersion(versionId(input), value.get(), call.now(), current);
      output.put("VersionId", store.put(id, added, call.now()).id());
    }
    input.string("Description").ifPresent(text -> store.describe(id, text, call.now()));
    return output;
  }

  private JsonNode describeSecret(JsonInput input) {
    var secret = store.get(input.required("SecretId"));
    var output = metadata(secret);
    stages(secret, output.putObject("VersionIdsToStages"));
    return output;
  }

  private JsonNode listSecrets(JsonInput input) {
    refuse(input, "Filters");
    int limit = input.integer("MaxResults", MAX_PAGE, 1, MAX_PAGE);
    var page =
        Page.of(store.all(), limit, input.string("NextToken").orElse(null))
            .orElseThrow(() ->
                new AwsException(400, "InvalidNextTokenException", "Invalid pagination token."));
    var output = Json.object();
    var list = output.putArray("SecretList");
    for (var secret : page.items()) {
      var entry = metadata(secret);
      stages(secret, entry.putObject("SecretVersionsToStages"));
      list.add(entry);
    }
    if (page.nextToken() != null) {
      output.put("NextToken", page.nextToken());
    }
    return output;
  }

  private static Optional<SecretValue> value(JsonInput input) {
    var text = input.string("SecretString");
    var binary = input.string("SecretBinary");
    if (text.isPresent() && binary.isPresent()) {
      throw new AwsException(
          400,
          "InvalidParameterException",
          "You can't specify both a binary secret value and a string secret value in the same secret.");
    }
    text.ifPresent(t -> checkSize(t.getBytes(StandardCharsets.UTF_8).length, "secretString"));
    binary.ifPresent(b -> checkSize(decodedLength(b), "secretBinary"));
    return text.<SecretValue>map(SecretValue.Text::new)
        .or(() -> binary.map(SecretValue.Binary::new));
  }

  private static int decodedLength(String base64) {
    try {
      return Base64.getDecoder().decode(base64).length;
    } catch (IllegalArgumentException _) {
      throw new AwsException(400, "SerializationException", "SecretBinary is not base64");
    }
  }

  private static void checkSize(int bytes, String member) {
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw constraint(
          member, bytes < 1 ? "greater than or equal to 1" : "less than or equal to 65536");
    }
  }

  private String versionId(JsonInput input) {
    var token = input.string("ClientRequestToken").orElseGet(ids);
    if (token.length() < MIN_TOKEN || token.length() > MAX_TOKEN) {
      throw constraint(
          "clientRequestToken",
          token.length() < MIN_TOKEN ? "greater than or equal to 32" : "less than or equal to 64");
    }
    return token;
  }

  /// Never echoes the value: it may be a secret.
  private static AwsException constraint(String member, String bound) {
    return new AwsException(
        400,
        "ValidationException",
        "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must have length %s"
            .formatted(member, bound));
  }

  private static ObjectNode named(Secret secret) {
    return Json.object().put("ARN", secret.arn()).put("Name", secret.name());
  }

  private static ObjectNode metadata(Secret secret) {
    var output =
        named(secret)
            .put("CreatedDate", seconds(secret.createdAt()))
            .put("LastChangedDate", seconds(secret.changedAt()));
    return secret.description().isEmpty()
        ? output
        : output.put("Description", secret.description());
  }

  private static void stages(Secret secret, ObjectNode output) {
    for (var version : secret.versions().values()) {
      if (!version.stages().isEmpty()) {
        version.stages().forEach(output.putArray(version.id())::add);
      }
    }
  }

  private static void refuse(JsonInput input, String member) {
    if (input.has(member)) {
      throw new AwsException(400, "InvalidParameterException", member + " is not supported here");
    }
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1000.0;
  }
}
