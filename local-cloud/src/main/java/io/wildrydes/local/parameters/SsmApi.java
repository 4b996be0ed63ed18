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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Parameter Store's API.
///
/// See https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html. Reads
/// count against [ReadThroughput].
final class SsmApi {
  private static final int MAX_NAMES = 10;
  private static final int MAX_BY_PATH = 10;
  private static final int MAX_PAGE = 50;

  private final ParameterStore store;
  private final ReadThroughput throughput;

  SsmApi(ParameterStore store, ReadThroughput throughput) {
    this.store = store;
    this.throughput = throughput;
  }

  AwsApi api() {
    return new JsonApi(
        "ssm",
        "AmazonSSM",
        "1.1",
        Map.of(
            "GetParameter", read(this::getParameter),
            "GetParameters", read(this::getParameters),
            "GetParametersByPath", read(this::getParametersByPath),
            "PutParameter", operation(this::putParameter),
            "DeleteParameter", operation(this::deleteParameter),
            "DescribeParameters", operation(this::describeParameters),
            "GetParameterHistory", operation(this::getParameterHistory)));
  }

  private JsonOperation read(Function<JsonInput, JsonNode> of) {
    return (input, call) -> {
      throughput.take(call.now());
      return of.apply(JsonInput.of(input));
    };
  }

  private static JsonOperation operation(BiFunction<JsonInput, AwsCall, JsonNode> of) {
    return (input, call) -> of.apply(JsonInput.of(input), call);
  }

  private JsonNode getParameter(JsonInput input) {
    var name = input.required("Name").strip();
    checkAsked(name);
    var output = Json.object();
    output.set("Parameter", value(store.get(name), name, input.flag("WithDecryption")));
    return output;
  }

  private JsonNode getParameters(JsonInput input) {
    input.checkLength("Names", 1, MAX_NAMES);
    var output = Json.object();
    var found = output.putArray("Parameters");
    var invalid = output.putArray("InvalidParameters");
    for (var name : input.strings("Names")) {
      store
          .find(name)
          .ifPresentOrElse(
              parameter -> found.add(value(parameter, name, input.flag("WithDecryption"))),
              () -> invalid.add(name));
    }
    return output;
  }

  private JsonNode getParametersByPath(JsonInput input) {
    refuse(input, "ParameterFilters");
    var found = store.below(input.required("Path"), input.flag("Recursive"));
    boolean decrypt = input.flag("WithDecryption");
    return paged(
        "Parameters", found, page(input, MAX_BY_PATH), parameter -> value(parameter, "", decrypt));
  }

  private JsonNode putParameter(JsonInput input, AwsCall call) {
    refuse(input, "AllowedPattern");
    refuse(input, "Policies");
    if (input.has("Tags") && input.flag("Overwrite")) {
      throw invalid(
          "Invalid request: tags and overwrite can't be used together. To create a parameter with"
              + " tags, please remove overwrite flag. To update tags for an existing parameter,"
              + " please use AddTagsToResource or RemoveTagsFromResource.");
    }
    if (!input.string("DataType").orElse("text").equals("text")) {
      throw invalid("DataType is not supported here, other than 'text'");
    }
    var written = store.put(write(input, call), call.now());
    return Json.object()
        .put("Version", written.version())
        .put("Tier", written.content().tier().wireName());
  }

  private static PutParameter write(JsonInput input, AwsCall call) {
    var type = input.string("Type").flatMap(ParameterType::parse).orElse(null);
    if (type == null && input.has("Type")) {
      throw input.outsideOf(
          "Type", Stream.of(ParameterType.values()).map(ParameterType::wireName).toList());
    }
    var tier = input.string("Tier").flatMap(Tier::parse).orElse(null);
    if (tier == null && input.has("Tier")) {
      throw input.outsideOf("Tier", Stream.of(Tier.values()).map(Tier::wireName).toList());
    }
    var value = input.required("Value");
    if (value.isEmpty()) {
      throw invalid(
          "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must"
              + " have length greater than or equal to 1");
    }
    return new PutParameter(
        input.required("Name").strip(),
        type,
        value,
        tier,
        input.string("Description").orElse(null),
        input.flag("Overwrite"),
        call.callerArn());
  }

  private JsonNode deleteParameter(JsonInput input, AwsCall call) {
    store.delete(input.required("Name"));
    return Json.object();
  }

  private JsonNode describeParameters(JsonInput input, AwsCall call) {
    refuse(input, "Filters");
    var filters = input.objects("ParameterFilters").stream().map(ParameterFilter::from).toList();
    var found =
        store.all().stream().filter(p -> filters.stream().allMatch(f -> f.matches(p))).toList();
    return paged("Parameters", found, page(input, MAX_PAGE), this::metadata);
  }

  private JsonNode getParameterHistory(JsonInput input, AwsCall call) {
    boolean decrypt = input.flag("WithDecryption");
    return paged(
        "Parameters",
        store.history(input.required("Name")),
        page(input, MAX_PAGE),
        p -> metadata(p).put("Value", p.valueFor(decrypt)));
  }

  private ObjectNode value(Parameter parameter, String asked, boolean withDecryption) {
    var output =
        Json.object()
            .put("Name", parameter.name())
            .put("Type", parameter.content().type().wireName())
            .put("Value", parameter.valueFor(withDecryption))
            .put("Version", parameter.version());
    var version = Selector.parse(asked).version();
    if (version != null) {
      output.put("Selector", ":" + version);
    }
    return output
        .put("LastModifiedDate", seconds(parameter.modifiedAt()))
        .put("ARN", store.arn(parameter.name()))
        .put("DataType", "text");
  }

  private ObjectNode metadata(Parameter parameter) {
    var output =
        Json.object()
            .put("Name", parameter.name())
            .put("ARN", store.arn(parameter.name()))
            .put("Type", parameter.content().type().wireName())
            .put("LastModifiedDate", seconds(parameter.modifiedAt()))
            .put("LastModifiedUser", parameter.modifiedBy())
            .put("Description", parameter.content().description())
            .put("Version", parameter.version())
            .put("Tier", parameter.content().tier().wireName())
            .put("DataType", "text");
    output.putArray("Policies");
    return output;
  }

  private static Cut page(JsonInput input, int max) {
    return new Cut(
        input.integer("MaxResults", max, 1, max), input.string("NextToken").orElse(null));
  }

  private static JsonNode paged(
      String name, List<Parameter> all, Cut cut, Function<Parameter, ObjectNode> encode) {
    var page =
        Page.of(all, cut.limit(), cut.token())
            .orElseThrow(() ->
                new AwsException(400, "InvalidNextToken", "The specified token isn't valid."));
    var output = Json.object();
    var array = output.putArray(name);
    page.items().forEach(parameter -> array.add(encode.apply(parameter)));
    if (page.nextToken() != null) {
      output.put("NextToken", page.nextToken());
    }
    return output;
  }

  private static void checkAsked(String name) {
    if (!name.startsWith("arn:")) {
      ParameterNames.check(Selector.parse(name).name());
    }
  }

  private static void refuse(JsonInput input, String member) {
    if (input.has(member)) {
      throw invalid(member + " is not supported here");
    }
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1000.0;
  }

  private static AwsException invalid(String message) {
    return new AwsException(400, "ValidationException", message);
  }

  private record Cut(int limit, @Nullable String token) {}
}
