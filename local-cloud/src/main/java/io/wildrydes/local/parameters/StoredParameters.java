// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.json.Fields;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The parameters that were written at run time, as JSON. As a deployment on AWS would, a start
/// leaves such a value alone unless the template's own has changed. Made when the template is read,
/// whose values it remembers.
final class StoredParameters {
  private static final String PARAMETERS = "parameters";

  private final ParameterStore store;
  private final Platform platform;
  private final Map<String, String> declared = new HashMap<>();

  StoredParameters(ParameterStore store, Platform platform) {
    this.store = store;
    this.platform = platform;
    store.all().forEach(parameter -> declared.put(parameter.name(), parameter.content().value()));
  }

  ObjectNode save() {
    var saved = Json.object();
    var list = saved.putArray(PARAMETERS);
    for (var parameter : store.all()) {
      var template = declared.get(parameter.name());
      var content = parameter.content();
      if (!content.value().equals(template)) {
        list.addObject()
            .put("name", parameter.name())
            .put("type", content.type().wireName())
            .put("tier", content.tier().wireName())
            .put("description", content.description())
            .put("template", template)
            .put("value", content.value())
            .put("by", parameter.modifiedBy());
      }
    }
    return saved;
  }

  /// Writes the values again; says which the template has overruled.
  List<String> restore(Fields saved) {
    var writes = new ArrayList<PutParameter>();
    var overruled = new ArrayList<String>();
    for (var fields : saved.objects(PARAMETERS)) {
      var name = fields.text("name");
      var before = fields.optionalText("template").orElse(null);
      var write = write(fields);
      if (!Objects.equals(before, declared.get(name))) {
        overruled.add(
            "the run-time value of parameter %s, whose value in the template has changed"
                .formatted(name));
      } else {
        writes.add(write);
      }
    }
    writes.forEach(write -> store.put(write, platform.now()));
    return overruled;
  }

  private static PutParameter write(Fields fields) {
    return new PutParameter(
        fields.text("name"),
        known("type", ParameterType.parse(fields.text("type"))),
        fields.text("value"),
        known("tier", Tier.parse(fields.text("tier"))),
        fields.text("description"),
        true,
        fields.text("by"));
  }

  private static <T> T known(String member, Optional<T> value) {
    return value.orElseThrow(() -> new MalformedJsonException(member + " is not known"));
  }
}
