// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Conditions on the fields of messages whose fields are separated by spaces: `[ip, user, ...,
/// status = 4*, bytes > 1000]`. What stands in brackets or double quotes is one field. `...` stands
/// for any number of fields; without it, the last field takes the rest.
///
/// See
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html.
///
/// @param front the fields before `...`, or all
/// @param back the fields behind it
record FieldsPattern(
    List<Predicate<String>> front, boolean hasEllipsis, List<Predicate<String>> back)
    implements FilterPattern {
  private static final Pattern FIELD = Pattern.compile("\\[([^]]*)]|\"([^\"]*)\"|(\\S+)");
  private static final String VALUE_ENDS = "&|(),]=<>!\"%";

  static FieldsPattern parse(PatternScanner scanner) {
    var front = new ArrayList<Predicate<String>>();
    var back = new ArrayList<Predicate<String>>();
    boolean hasEllipsis = false;
    scanner.expect("[");
    do {
      if (!scanner.take("...")) {
        (hasEllipsis ? back : front).add(field(scanner));
      } else if (hasEllipsis) {
        throw FilterPattern.invalid("more than one ...");
      } else {
        hasEllipsis = true;
      }
    } while (scanner.take(","));
    scanner.expect("]");
    scanner.expectEnd();
    return new FieldsPattern(front, hasEllipsis, back);
  }

  @Override
  public boolean matches(String message) {
    var fields = fields(message, hasEllipsis ? Integer.MAX_VALUE : front.size());
    int count = fields.size();
    boolean fits = hasEllipsis ? count >= front.size() + back.size() : count == front.size();
    return fits && hold(front, fields) && hold(back, fields.subList(count - back.size(), count));
  }

  private static boolean hold(List<Predicate<String>> conditions, List<String> fields) {
    for (int i = 0; i < conditions.size(); i++) {
      if (!conditions.get(i).test(fields.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// One field: a name, or conditions on it; nothing stands for any field.
  private static Predicate<String> field(PatternScanner scanner) {
    if (scanner.sees(",") || scanner.sees("]")) {
      return _ -> true;
    }
    return scanner.conditions(() -> {
      scanner.bareUntil(VALUE_ENDS);
      return Comparison.follows(scanner) ? Comparison.parse(scanner, VALUE_ENDS) : _ -> true;
    });
  }

  private static List<String> fields(String message, int limit) {
    var fields = new ArrayList<String>();
    var matcher = FIELD.matcher(message);
    while (matcher.find()) {
      if (fields.size() == limit - 1 && hasMoreThan(message, matcher.end())) {
        fields.add(message.substring(matcher.start()));
        break;
      }
      fields.add(
          matcher.group(1) != null
              ? matcher.group(1)
              : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
    }
    return fields;
  }

  private static boolean hasMoreThan(String message, int end) {
    return !message.substring(end).isBlank();
  }
}
