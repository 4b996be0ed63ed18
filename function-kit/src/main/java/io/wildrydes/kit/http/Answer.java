// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What another service answered, whatever its status. Header names are case-insensitive; of a
/// repeated header the first value is kept.
public record Answer(int status, Map<String, String> headers, Body body) {
  public Answer {
    var insensitive = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    insensitive.putAll(headers);
    headers = Collections.unmodifiableMap(insensitive);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}
