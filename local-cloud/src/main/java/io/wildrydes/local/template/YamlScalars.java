// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/// What a scalar means to CloudFormation, which reads YAML 1.1: unquoted `yes` and `on` are true.
/// Dates stay text, as CloudFormation wants them for `Version: 2012-10-17`. The two traps that turn
/// text into another number, `0123` (octal) and `12:30` (base sixty), are problems that ask for
/// quotes.
final class YamlScalars {
  /// The tag of scalars written without quotes and without a tag; see [#SCHEMA].
  private static final Tag PLAIN = new Tag("tag:wildrydes.io,2026:plain");

  /// Tells plain scalars from quoted and tagged ones, and leaves their meaning to this class.
  static final Schema SCHEMA =
      new Schema() {
        @Override
        public ScalarResolver getScalarResolver() {
          return (text, isImplicit) -> isImplicit ? PLAIN : Tag.STR;
        }

        @Override
        public Map<Tag, ConstructNode> getSchemaTagConstructors() {
          return Map.of();
        }
      };

  private static final Set<Tag> CORE = Set.of(Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.NULL);
  private static final Pattern TRUE = Pattern.compile("yes|Yes|YES|true|True|TRUE|on|On|ON");
  private static final Pattern FALSE = Pattern.compile("no|No|NO|false|False|FALSE|off|Off|OFF");
  private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
  private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
  private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]+");
  private static final Pattern BASE_SIXTY = Pattern.compile("[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+");
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F_]+");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[-+]?([0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?)");

  private final Problems problems;
  private final String line;

  YamlScalars(Problems problems, String line) {
    this.problems = problems;
    this.line = line;
  }

  JsonNode value(ScalarNode scalar) {
    var tag = scalar.getTag();
    if (tag.equals(PLAIN) || CORE.contains(tag)) {
      return plain(scalar.getValue());
    }
    if (!tag.equals(Tag.STR) && !tag.getValue().startsWith("!")) {
      var name = tag.getValue().substring(tag.getValue().lastIndexOf(':') + 1);
      problems.add(line, "has the tag !!%s, which CloudFormation lacks".formatted(name));
    }
    return text(scalar.getValue());
  }

  private JsonNode plain(String text) {
    if (NULL.matcher(text).matches()) {
      return NullNode.getInstance();
    }
    if (TRUE.matcher(text).matches()) {
      return BooleanNode.TRUE;
    }
    if (FALSE.matcher(text).matches()) {
      return BooleanNode.FALSE;
    }
    var digits = text.replace("_", "").replace("+", "");
    if (INTEGER.matcher(text).matches()) {
      return whole(new BigInteger(digits));
    }
    if (HEX.matcher(text).matches()) {
      return whole(new BigInteger(digits.substring(2), 16));
    }
    if (DECIMAL.matcher(text).matches()) {
      return DecimalNode.valueOf(new BigDecimal(text.replace("_", "")));
    }
    if (OCTAL.matcher(text).matches() || BASE_SIXTY.matcher(text).matches()) {
      problems.add(
          line, "has %s, which YAML 1.1 takes for another number; quote it".formatted(text));
    }
    return text(text);
  }

  /// As Jackson reads it from JSON, so that equal templates are equal trees.
  private static JsonNode whole(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return IntNode.valueOf(number.intValueExact());
    }
    return number.bitLength() < Long.SIZE
        ? LongNode.valueOf(number.longValueExact())
        : BigIntegerNode.valueOf(number);
  }

  private static JsonNode text(String text) {
    return TextNode.valueOf(text);
  }
}
