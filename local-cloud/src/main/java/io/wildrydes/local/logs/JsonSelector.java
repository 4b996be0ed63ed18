// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The way to a value in a JSON message: `$.user.names[0]`, `$['a.b']`, `$.items[*].price`.
record JsonSelector(List<String> steps) {
  private static final String ANY = "*";
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([\\w@:-]+|\\*)|\\.?\\[(\\d{1,4}|\\*)]|\\.?\\['([^']+)']|\\.?\\[\"([^\"]+)\"]");

  static JsonSelector parse(PatternScanner scanner) {
    scanner.expect("$");
    var path = scanner.bareUntil("=<>!&|(){}");
    var steps = new ArrayList<String>();
    var matcher = STEP.matcher(path);
    while (matcher.lookingAt()) {
      steps.add(step(matcher));
      matcher.region(matcher.end(), path.length());
    }
    if (matcher.regionStart() < path.length()) {
      throw FilterPattern.invalid("'$%s' is no selector".formatted(path));
    }
    if (steps.stream().filter(ANY::equals).count() > 1) {
      throw FilterPattern.invalid("'$%s' has more than one *".formatted(path));
    }
    return new JsonSelector(steps);
  }

  /// The values at the end of the way; none when it leads nowhere.
  List<JsonNode> of(JsonNode message) {
    var reached = List.of(message);
    for (var step : steps) {
      reached = reached.stream().flatMap(node -> take(step, node)).toList();
    }
    return reached;
  }

  private static Stream<JsonNode> take(String step, JsonNode node) {
    if (step.equals(ANY)) {
      return node.valueStream();
    }
    boolean isIndex = step.startsWith("[");
    var next = isIndex ? node.path(Integer.parseInt(step.substring(1))) : node.path(step);
    return next.isMissingNode() ? Stream.empty() : Stream.of(next);
  }

  /// A field's name, an index behind a bracket, or `*`.
  private static String step(Matcher matcher) {
    if (matcher.group(2) != null) {
      return matcher.group(2).equals(ANY) ? ANY : "[" + matcher.group(2);
    }
    return Stream.of(1, 3, 4)
        .map(matcher::group)
        .filter(name -> name != null)
        .findFirst()
        .orElseThrow();
  }
}
